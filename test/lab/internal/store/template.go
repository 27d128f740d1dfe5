// Package store fills the image stores of nodes. Unpacking the same images once
// for each node takes most of the time and disk of a fresh start, so it is done
// once, into a template in the cache, and a new node gets a copy of hard links.
// Unpacked layers and image contents are never written to again, so sharing them
// is safe, and the nodes also share them in the machine's page cache.
package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"

	"cassandra-for-rancher/lab/internal/filelock"
	"cassandra-for-rancher/lab/internal/image"
)

// Ref is a containerd's socket.
type Ref struct{ Socket string }

// CTR runs containerd's own client in the namespace that Kubernetes uses.
func (r Ref) CTR(ctx context.Context, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, "ctr", append([]string{"--address", r.Socket, "--namespace", "k8s.io"}, args...)...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && ctx.Err() == nil {
		return "", fmt.Errorf("ctr %s: %s", strings.Join(args, " "), strings.Join(strings.Fields(string(exit.Stderr)), " "))
	}
	return string(out), err
}

// Template gives a folder with the store of a containerd that has just the
// archives' images, and makes it if the cache lacks it.
func Template(ctx context.Context, cache string, archives []image.Archive) (string, error) {
	dir := filepath.Join(cache, "containerd")
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return "", fmt.Errorf("image store: %w", err)
	}
	release, err := filelock.Take(ctx, filepath.Join(dir, ".lock"), func() {})
	if err != nil {
		return "", fmt.Errorf("image store: %w", err)
	}
	defer release()
	template := filepath.Join(dir, key(archives))
	if _, err := os.Stat(template); err == nil {
		return template, nil
	}
	// Older templates and what a killed process has left.
	old, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		return "", err
	}
	for _, path := range old {
		if err := os.RemoveAll(path); err != nil {
			return "", fmt.Errorf("image store: %w", err)
		}
	}
	making := template + ".making"
	if err := fill(ctx, making, archives); err != nil {
		return "", errors.Join(fmt.Errorf("image store: %w", err), os.RemoveAll(making))
	}
	return template, os.Rename(making, template)
}

// key names what is in a template. The archives' names follow their content.
func key(archives []image.Archive) string {
	sum := sha256.New()
	for _, a := range archives {
		fmt.Fprintln(sum, filepath.Base(a.Path), a.Refs)
	}
	return hex.EncodeToString(sum.Sum(nil)[:8])
}

// fill runs a containerd for as long as it takes to import the archives.
func fill(ctx context.Context, root string, archives []image.Archive) error {
	temp, err := os.MkdirTemp("", "lab-containerd-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(temp)
	ref := Ref{Socket: filepath.Join(temp, "c.sock")}
	config := filepath.Join(temp, "config.toml")
	text := fmt.Sprintf("version = 2\nroot = %q\nstate = %q\ndisabled_plugins = [\"io.containerd.grpc.v1.cri\"]\n[grpc]\n  address = %q\n[plugins.\"io.containerd.internal.v1.opt\"]\n  path = %q\n",
		root, filepath.Join(temp, "state"), ref.Socket, filepath.Join(temp, "opt"))
	if err := os.WriteFile(config, []byte(text), 0o600); err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(temp, "log"))
	if err != nil {
		return err
	}
	defer log.Close()

	runtime.LockOSThread() // the kernel sends Pdeathsig when the starting thread ends
	defer runtime.UnlockOSThread()
	cmd := exec.Command("containerd", "--config", config)
	cmd.Stdout, cmd.Stderr = log, log
	// What it mounts to unpack layers is seen by nobody else and goes with it.
	cmd.SysProcAttr = &syscall.SysProcAttr{Unshareflags: syscall.CLONE_NEWNS, Setpgid: true, Pdeathsig: syscall.SIGKILL}
	if err := cmd.Start(); err != nil {
		return err
	}
	err = importAll(ctx, ref, archives)
	return errors.Join(err, stop(cmd))
}

func importAll(ctx context.Context, ref Ref, archives []image.Archive) error {
	if err := await(ctx, ref); err != nil {
		return err
	}
	for _, a := range archives {
		if _, err := ref.CTR(ctx, "images", "import", a.Path); err != nil {
			return err
		}
	}
	return nil
}

func await(ctx context.Context, ref Ref) error {
	ctx, cancel := context.WithTimeout(ctx, time.Minute)
	defer cancel()
	for {
		_, err := ref.CTR(ctx, "version")
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("containerd does not answer: %w", err)
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// stop lets containerd close its databases.
func stop(cmd *exec.Cmd) error {
	if err := cmd.Process.Signal(syscall.SIGTERM); err != nil {
		return fmt.Errorf("stop containerd: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	select {
	case err := <-ended:
		if err != nil {
			return fmt.Errorf("containerd: %w", err)
		}
		return nil
	case <-time.After(30 * time.Second):
		return errors.Join(errors.New("containerd does not stop"), cmd.Process.Kill())
	}
}

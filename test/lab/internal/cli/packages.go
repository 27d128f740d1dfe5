package cli

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"

	"cassandra-for-rancher/lab/internal/node"
)

// requirement is a program that nodes run, and the Debian package that has it.
type requirement struct {
	what, pkg string
	there     func() bool
}

func requirements() []requirement {
	program := func(name string) func() bool {
		return func() bool { _, err := exec.LookPath(name); return err == nil }
	}
	return []requirement{
		{"containerd", "containerd", program("containerd")},
		{"ctr", "containerd", program("ctr")},
		{"runc", "runc", program("runc")},
		{"iptables", "iptables", program("iptables")},
		{"mount", "mount", program("mount")},
		{"CNI plugins", "containernetworking-plugins", func() bool {
			for _, dir := range node.CNIDirs {
				if _, err := os.Stat(filepath.Join(dir, "bridge")); err == nil {
					return true
				}
			}
			return false
		}},
	}
}

// missing gives what is not there, and the packages to install.
func missing(all []requirement) (what, pkgs []string) {
	seen := map[string]bool{}
	for _, r := range all {
		if r.there() {
			continue
		}
		what = append(what, r.what)
		if !seen[r.pkg] {
			seen[r.pkg] = true
			pkgs = append(pkgs, r.pkg)
		}
	}
	return what, pkgs
}

// install gets packages from Debian, with fresh lists if the old ones fail.
func install(ctx context.Context, pkgs []string) error {
	if _, err := exec.LookPath("apt-get"); err != nil {
		return fmt.Errorf("the lab needs %s, and this machine has no apt-get to install it", strings.Join(pkgs, ", "))
	}
	args := append([]string{"install", "-y", "-q", "--no-install-recommends"}, pkgs...)
	if apt(ctx, args...) == nil {
		return nil
	}
	if err := apt(ctx, "update", "-q"); err != nil {
		return fmt.Errorf("install %s: %w", strings.Join(pkgs, ", "), err)
	}
	if err := apt(ctx, args...); err != nil {
		return fmt.Errorf("install %s: %w", strings.Join(pkgs, ", "), err)
	}
	return nil
}

// apt is not ended half-way, by ctx or from the keyboard: that would leave
// packages unpacked but not configured.
func apt(ctx context.Context, args ...string) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	cmd := exec.Command("apt-get", args...)
	cmd.Env = append(os.Environ(), "DEBIAN_FRONTEND=noninteractive", "LC_ALL=C.UTF-8")
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := cmd.CombinedOutput()
	if err == nil || ctx.Err() != nil {
		return ctx.Err()
	}
	for line := range bytes.Lines(out) {
		if text, ok := strings.CutPrefix(string(line), "E: "); ok {
			return errors.New("apt-get: " + oneLine(text))
		}
	}
	return fmt.Errorf("apt-get %s: %w", args[0], err)
}

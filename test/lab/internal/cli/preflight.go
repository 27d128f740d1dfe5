package cli

import (
	"bufio"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"cassandra-for-rancher/lab/internal/config"

	"golang.org/x/sys/unix"
)

const gib = uint64(1) << 30

func mustBeRoot() error {
	if os.Geteuid() != 0 {
		return errors.New("the lab makes namespaces, mounts and cgroups, which takes root: run it with sudo")
	}
	return nil
}

// preflight refuses a machine on which the lab cannot work. It runs after the
// remains of an earlier start are gone.
func preflight(c *config.Config) error {
	for _, check := range []func(*config.Config) error{folders, memory, disk, watches, namespaces} {
		if err := check(c); err != nil {
			return err
		}
	}
	return nil
}

// folders claims the state folder and looks for what is to be served.
func folders(c *config.Config) error {
	for what, dir := range map[string]string{"dashboard build": c.Dashboard, "folder of extensions": c.Plugins} {
		if dir == "" {
			continue
		}
		if st, err := os.Stat(dir); err != nil || !st.IsDir() {
			return fmt.Errorf("the %s %s is not there", what, dir)
		}
	}
	if err := os.MkdirAll(c.Dir, 0o755); err != nil {
		return fmt.Errorf("state folder: %w", err)
	}
	entries, err := os.ReadDir(c.Dir)
	if err != nil {
		return fmt.Errorf("state folder: %w", err)
	}
	if _, err := os.Stat(c.Marker()); errors.Is(err, fs.ErrNotExist) && len(entries) > 0 {
		return fmt.Errorf("LAB_DIR %s has other things in it: choose a folder of its own", c.Dir)
	}
	const note = "This folder is the state of a lab; `lab reset` deletes it.\n"
	if err := os.WriteFile(c.Marker(), []byte(note), 0o644); err != nil {
		return fmt.Errorf("state folder: %w", err)
	}
	return nil
}

func memory(c *config.Config) error {
	// The control plane and the programs of each node, and a small Cassandra on each.
	need := 2*gib + uint64(c.Nodes)*gib*4/3
	free, err := availableMemory("/proc/meminfo")
	if err != nil {
		return err
	}
	if free < need {
		return fmt.Errorf("%d nodes need %.1f GiB of free memory, this machine has %.1f: close something or take fewer --nodes", c.Nodes, inGiB(need), inGiB(free))
	}
	return nil
}

func availableMemory(meminfo string) (uint64, error) {
	f, err := os.Open(meminfo)
	if err != nil {
		return 0, err
	}
	defer f.Close()
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if rest, ok := strings.CutPrefix(lines.Text(), "MemAvailable:"); ok {
			kib, err := strconv.ParseUint(strings.TrimSuffix(strings.TrimSpace(rest), " kB"), 10, 64)
			if err != nil {
				return 0, fmt.Errorf("MemAvailable: %w", err)
			}
			return kib << 10, nil
		}
	}
	return 0, fmt.Errorf("%s has no MemAvailable", meminfo)
}

func disk(c *config.Config) error {
	need := 2*gib + 2*gib*uint64(c.Nodes)
	var st unix.Statfs_t
	if err := unix.Statfs(c.Dir, &st); err != nil {
		return fmt.Errorf("free space of %s: %w", c.Dir, err)
	}
	free, total := st.Bavail*uint64(st.Bsize), st.Blocks*uint64(st.Bsize)
	if free < need {
		return fmt.Errorf("%d nodes need %.0f GiB of disk in %s, which has %.1f free", c.Nodes, inGiB(need), c.Dir, inGiB(free))
	}
	if free < total/50 { // below 1 % kubelets evict their pods
		return fmt.Errorf("the disk of %s is more than 98 %% full, which makes Kubernetes evict pods", c.Dir)
	}
	return nil
}

// watches tries out whether there are enough inotify instances, of which the
// kernel gives each user a small number. A kubelet that gets none ends at once.
func watches(c *config.Config) error {
	need := 16 + 8*c.Nodes // counted: 11 in the server, 7 in each node
	for i := range need {
		fd, err := unix.InotifyInit1(unix.IN_CLOEXEC)
		if err != nil {
			return fmt.Errorf("%d nodes need %d inotify instances, and this machine has %d left: take fewer --nodes, stop another lab, or raise fs.inotify.max_user_instances", c.Nodes, need, i)
		}
		defer unix.Close(fd)
	}
	return nil
}

func inGiB(bytes uint64) float64 { return float64(bytes) / float64(gib) }

// namespaces tries out what a node needs, in a child that leaves nothing behind.
func namespaces(c *config.Config) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	dir := c.Path("probe")
	defer os.RemoveAll(dir)
	cmd := exec.Command(self, probeCommand, dir)
	cmd.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET | syscall.CLONE_NEWNS | syscall.CLONE_NEWPID}
	out, err := cmd.CombinedOutput()
	var exit *exec.ExitError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &exit):
		return errors.New(strings.TrimPrefix(oneLine(string(out)), "✗ "))
	}
	return fmt.Errorf("this machine does not let root make network, mount and PID namespaces (%w)", err)
}

// runProbe is that child.
func runProbe(args []string) error {
	if len(args) != 1 {
		return errors.New("probe takes a folder")
	}
	if err := unix.Mount("", "/", "", unix.MS_REC|unix.MS_PRIVATE, ""); err != nil {
		return fmt.Errorf("this machine does not let root mount in a namespace of its own (%w)", err)
	}
	in := func(name string) string { return filepath.Join(args[0], name) }
	for _, name := range []string{"lower", "upper", "work", "merged"} {
		if err := os.MkdirAll(in(name), 0o755); err != nil {
			return err
		}
	}
	options := fmt.Sprintf("lowerdir=%s,upperdir=%s,workdir=%s", in("lower"), in("upper"), in("work"))
	if err := unix.Mount("overlay", in("merged"), "overlay", 0, options); err != nil {
		return fmt.Errorf("containers need overlayfs, which does not work in %s (%w): put LAB_DIR on another file system", filepath.Dir(args[0]), err)
	}
	return nil
}

// listen opens the two doors of the lab at the host.
func listen(c *config.Config) (rancher, api *net.TCPListener, err error) {
	if rancher, err = listenAt(c.Port); err != nil {
		return nil, nil, err
	}
	if api, err = listenAt(c.Port + 1); err != nil {
		rancher.Close()
		return nil, nil, err
	}
	return rancher, api, nil
}

func listenAt(port int) (*net.TCPListener, error) {
	l, err := net.ListenTCP("tcp4", &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: port})
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("port %d is taken by another program: stop it, or set LAB_PORT (the lab uses that port and the next)", port)
	}
	if err != nil {
		return nil, fmt.Errorf("port %d: %w", port, err)
	}
	return l, nil
}

package node

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"cassandra-for-rancher/lab/internal/plan"

	"golang.org/x/sys/unix"
)

// isolate gives the node its own view of the file system. keep are folders of
// the machine that must stay visible although a folder above them is covered.
func (m *machine) isolate(keep ...string) error {
	// Nothing that is mounted here may reach the machine; within the node, mounts
	// must propagate, as on any Kubernetes node.
	for _, how := range []uintptr{unix.MS_PRIVATE, unix.MS_SHARED} {
		if err := unix.Mount("", "/", "", unix.MS_REC|how, ""); err != nil {
			return fmt.Errorf("propagation: %w", err)
		}
	}
	if err := unix.Mount("proc", "/proc", "proc", 0, ""); err != nil {
		return fmt.Errorf("/proc: %w", err)
	}
	for _, dir := range []string{"/run", "/var/lib", "/var/log", "/opt", "/mnt"} {
		if err := cover(dir, keep); err != nil {
			return err
		}
	}
	if err := m.bindOwn(); err != nil {
		return err
	}
	return fakeSysctls("/run/sysctl", "/proc/sys")
}

// cover mounts an empty folder over one of the machine's, and shows the kept
// folders in it again.
func cover(dir string, keep []string) error {
	handles := map[string]*os.File{}
	for _, k := range keep {
		if !below(k, dir) {
			continue
		}
		f, err := os.Open(k) // the way to it after it is covered
		if err != nil {
			return err
		}
		defer f.Close()
		handles[k] = f
	}
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	if err := unix.Mount("tmpfs", dir, "tmpfs", 0, "mode=755"); err != nil {
		return fmt.Errorf("cover %s: %w", dir, err)
	}
	for path, f := range handles {
		if err := bind("/proc/self/fd/"+strconv.Itoa(int(f.Fd())), path); err != nil {
			return err
		}
	}
	return nil
}

func below(path, dir string) bool {
	return path == dir || strings.HasPrefix(path, dir+"/")
}

// bindOwn puts what the node keeps where its programs look for it.
func (m *machine) bindOwn() error {
	for _, dir := range []string{"/run/lock", "/var/lib/cni", "/var/log/containers"} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return err
		}
	}
	binds := map[string]string{
		m.path("kubelet"):  "/var/lib/kubelet",
		m.path("pod-logs"): "/var/log/pods",
		m.path("volumes"):  plan.VolumesDir,
	}
	for i := 1; i <= plan.Disks; i++ {
		disk := "disk" + strconv.Itoa(i)
		binds[m.path("disks", disk)] = filepath.Join(plan.DisksDir, disk)
	}
	for from, to := range binds {
		if err := os.MkdirAll(from, 0o755); err != nil {
			return err
		}
		if err := bind(from, to); err != nil {
			return err
		}
	}
	for i := 1; i <= plan.Disks; i++ { // for pods of any user
		if err := os.Chmod(m.path("disks", "disk"+strconv.Itoa(i)), 0o777); err != nil {
			return err
		}
	}
	return nil
}

func bind(from, to string) error {
	if err := os.MkdirAll(to, 0o755); err != nil {
		return err
	}
	if err := unix.Mount(from, to, "", unix.MS_BIND|unix.MS_REC, ""); err != nil {
		return fmt.Errorf("bind %s: %w", to, err)
	}
	return nil
}

// sysctls are the kernel settings that the kubelet insists on. They belong to
// the whole machine, so a node only sees them as wanted.
var sysctls = map[string]string{
	"kernel/keys/root_maxbytes": "25000000",
	"kernel/keys/root_maxkeys":  "1000000",
	"kernel/panic":              "10",
	"kernel/panic_on_oops":      "1",
	"vm/overcommit_memory":      "1",
	"vm/panic_on_oom":           "0",
}

// fakeSysctls covers the settings below root with plain files.
func fakeSysctls(files, root string) error {
	if err := os.MkdirAll(files, 0o755); err != nil {
		return err
	}
	for name, value := range sysctls {
		setting := filepath.Join(root, name)
		if _, err := os.Stat(setting); err != nil {
			continue // this kernel lacks it, and the kubelet does without
		}
		file := filepath.Join(files, strings.ReplaceAll(name, "/", "."))
		if err := os.WriteFile(file, []byte(value+"\n"), 0o644); err != nil {
			return err
		}
		if err := unix.Mount(file, setting, "", unix.MS_BIND, ""); err != nil {
			return fmt.Errorf("cover %s: %w", setting, err)
		}
	}
	return nil
}

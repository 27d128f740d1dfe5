package cgroup

import (
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

const hybrid = `31 23 0:28 / /sys/fs/cgroup rw,relatime - tmpfs tmpfs rw,mode=755
34 31 0:31 / /sys/fs/cgroup/cpuset rw,relatime - cgroup cgroup rw,cpuset
40 31 0:37 / /sys/fs/cgroup/systemd rw,relatime shared:7 - cgroup cgroup rw,name=systemd
41 31 0:38 / /sys/fs/cgroup/unified rw,relatime - cgroup2 cgroup2 rw
`

func TestParseVersionOneAndTwo(t *testing.T) {
	got, err := parse(strings.NewReader(hybrid))
	if err != nil || len(got) != 3 {
		t.Fatalf("got %+v, %v", got, err)
	}
	if !got[0].has("cpuset") || got[0].Unified || got[1].has("cpuset") || !got[2].Unified {
		t.Errorf("got %+v", got)
	}
	got, err = parse(strings.NewReader("30 23 0:26 / /sys/fs/cgroup rw shared:9 - cgroup2 cgroup2 rw,nsdelegate\n"))
	if err != nil || len(got) != 1 || got[0].Path != "/sys/fs/cgroup" {
		t.Errorf("got %+v, %v", got, err)
	}
	if _, err := parse(strings.NewReader("27 1 254:0 / / rw - ext4 /dev/vda rw\n")); err == nil {
		t.Error("a machine without control groups was accepted")
	}
}

// Plain folders stand in for the kernel's: creating and removing works the same.
func TestCreateFillsCpusetAndRemoveTakesAll(t *testing.T) {
	root := t.TempDir()
	cpuset := Hierarchy{Path: filepath.Join(root, "cpuset"), Controllers: []string{"cpuset"}}
	v2 := Hierarchy{Path: filepath.Join(root, "unified"), Unified: true}
	for _, dir := range []string{cpuset.Path, v2.Path} {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			t.Fatal(err)
		}
	}
	for file, text := range map[string]string{"cpuset.cpus": "0-1\n", "cpuset.mems": "0\n"} {
		if err := os.WriteFile(filepath.Join(cpuset.Path, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := Create([]Hierarchy{cpuset, v2}, "/lab/node1/system"); err != nil {
		t.Fatal(err)
	}
	leaf := filepath.Join(cpuset.Path, "lab/node1/system")
	if b, err := os.ReadFile(filepath.Join(leaf, "cpuset.cpus")); err != nil || string(b) != "0-1\n" {
		t.Errorf("cpuset.cpus is %q, %v", b, err)
	}
	if err := os.WriteFile(filepath.Join(leaf, "cgroup.procs"), []byte("7\n9\n7\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if pids := Processes([]Hierarchy{cpuset, v2}, "/lab"); len(pids) != 2 {
		t.Errorf("processes %v", pids)
	}
	if err := Remove(context.Background(), []Hierarchy{v2}, "/lab"); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(filepath.Join(v2.Path, "lab")); !os.IsNotExist(err) {
		t.Errorf("the group is still there: %v", err)
	}
}

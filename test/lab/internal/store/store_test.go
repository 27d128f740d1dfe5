package store

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"

	"cassandra-for-rancher/lab/internal/image"
)

func TestACopySharesLayersButNotDatabases(t *testing.T) {
	root := t.TempDir()
	template, target := filepath.Join(root, "template"), filepath.Join(root, "node", "containerd")
	files := map[string]bool{ // whether it is shared
		"io.containerd.metadata.v1.bolt/meta.db":                                    false,
		"io.containerd.snapshotter.v1.overlayfs/metadata.db":                        false,
		"io.containerd.snapshotter.v1.overlayfs/snapshots/1/fs/var/lib/some/app.db": true,
		"io.containerd.content.v1.content/blobs/sha256/abc":                         true,
	}
	for name := range files {
		path := filepath.Join(template, name)
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, []byte(name), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.MkdirAll(target+".making/half", 0o755); err != nil { // of a killed start
		t.Fatal(err)
	}
	if err := Copy(t.Context(), template, target); err != nil {
		t.Fatal(err)
	}
	for name, shared := range files {
		var a, b syscall.Stat_t
		if err := syscall.Stat(filepath.Join(template, name), &a); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Stat(filepath.Join(target, name), &b); err != nil {
			t.Fatal(err)
		}
		if (a.Ino == b.Ino) != shared || a.Mode != b.Mode {
			t.Errorf("%s: same file %v, modes %o %o", name, a.Ino == b.Ino, a.Mode, b.Mode)
		}
		if got, err := os.ReadFile(filepath.Join(target, name)); err != nil || string(got) != name {
			t.Errorf("%s: %q, %v", name, got, err)
		}
	}
	if _, err := os.Stat(filepath.Join(target, "half")); err == nil {
		t.Error("the remains of a killed start are in the copy")
	}
}

func TestTheKeyFollowsTheArchives(t *testing.T) {
	one := []image.Archive{{Path: "/a/x-1.tar", Refs: []string{"x:1"}}}
	moved := []image.Archive{{Path: "/b/x-1.tar", Refs: []string{"x:1"}}}
	other := []image.Archive{{Path: "/a/x-2.tar", Refs: []string{"x:1"}}}
	if key(one) != key(moved) || key(one) == key(other) {
		t.Errorf("keys %s %s %s", key(one), key(moved), key(other))
	}
}

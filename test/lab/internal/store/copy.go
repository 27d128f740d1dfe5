package store

import (
	"context"
	"fmt"
	"io"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"syscall"
)

// Copy makes a store of its own from a template. It appears in one step.
func Copy(ctx context.Context, template, target string) error {
	making := target + ".making"
	if err := os.RemoveAll(making); err != nil {
		return err
	}
	how := "--reflink=auto"
	if sameDevice(template, filepath.Dir(target)) {
		how = "--link"
	}
	// cp knows all that a layer may hold: attributes of folders, devices, links.
	if out, err := exec.CommandContext(ctx, "cp", "--archive", how, template, making).CombinedOutput(); err != nil {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		return fmt.Errorf("copy %s: %s (%w)", template, strings.Join(strings.Fields(string(out)), " "), err)
	}
	if err := ownDatabases(making); err != nil {
		return err
	}
	return os.Rename(making, target)
}

func sameDevice(a, b string) bool {
	var x, y syscall.Stat_t
	return syscall.Stat(a, &x) == nil && syscall.Stat(b, &y) == nil && x.Dev == y.Dev
}

// ownDatabases replaces the links to databases, which a containerd does write
// to, by copies. They lie directly in the folders of containerd's plugins.
func ownDatabases(store string) error {
	files, err := filepath.Glob(filepath.Join(store, "*", "*.db"))
	if err != nil {
		return err
	}
	for _, file := range files {
		if err := ownFile(file); err != nil {
			return fmt.Errorf("copy %s: %w", file, err)
		}
	}
	return nil
}

func ownFile(path string) error {
	from, err := os.Open(path)
	if err != nil {
		return err
	}
	defer from.Close()
	st, err := from.Stat()
	if err != nil {
		return err
	}
	to, err := os.OpenFile(path+".new", os.O_CREATE|os.O_TRUNC|os.O_WRONLY, st.Mode()&fs.ModePerm)
	if err != nil {
		return err
	}
	if _, err := io.Copy(to, from); err != nil {
		to.Close()
		return err
	}
	if err := to.Close(); err != nil {
		return err
	}
	return os.Rename(path+".new", path)
}

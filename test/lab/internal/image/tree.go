package image

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// copyEntry copies one file, link or directory (without what is in it), with its
// mode and time. Anything else is passed over.
func copyEntry(from, to string) error {
	info, err := os.Lstat(from)
	if err != nil {
		return err
	}
	switch {
	case info.IsDir():
		if err := os.MkdirAll(to, 0o755); err != nil {
			return err
		}
		return os.Chmod(to, info.Mode())
	case info.Mode()&fs.ModeSymlink != 0:
		target, err := os.Readlink(from)
		if err != nil {
			return err
		}
		return replaceLink(target, to)
	case info.Mode().IsRegular():
		return copyFile(from, to, info)
	}
	return nil
}

func copyFile(from, to string, info fs.FileInfo) error {
	in, err := os.Open(from)
	if err != nil {
		return err
	}
	defer in.Close()
	if err := writeFile(to, in, info.Mode()); err != nil {
		return err
	}
	return os.Chtimes(to, info.ModTime(), info.ModTime())
}

// writeFile writes content to a file and makes the directories above it.
func writeFile(to string, content io.Reader, mode fs.FileMode) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	out, err := os.OpenFile(to, os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	if _, err := io.Copy(out, content); err != nil {
		out.Close()
		return fmt.Errorf("%s: %w", to, err)
	}
	// Not by OpenFile, which would apply the umask and drop setuid bits.
	if err := out.Chmod(mode); err != nil {
		out.Close()
		return err
	}
	return out.Close()
}

func replaceLink(target, to string) error {
	if err := os.MkdirAll(filepath.Dir(to), 0o755); err != nil {
		return err
	}
	if err := os.Remove(to); err != nil && !os.IsNotExist(err) {
		return err
	}
	return os.Symlink(target, to)
}

// writeTree writes the embedded files below folder to root. Embedded files have
// no modes; those in a bin folder are programs.
func writeTree(files fs.FS, folder, root string) error {
	return fs.WalkDir(files, folder, func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		in, err := files.Open(name)
		if err != nil {
			return err
		}
		defer in.Close()
		mode := fs.FileMode(0o644)
		if strings.HasSuffix(filepath.Dir(name), "/bin") {
			mode = 0o755
		}
		return writeFile(filepath.Join(root, strings.TrimPrefix(name, folder)), in, mode)
	})
}

// buildTime is the time of every file that is not a Debian package's, so that
// the same ingredients give the same layer. A class data archive is bound to the
// times of the jars, which is why files get it on disk and not just in the layer.
var buildTime = time.Date(2026, time.January, 1, 0, 0, 0, 0, time.UTC)

func setBuildTime(root string) error {
	return filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.Type()&fs.ModeSymlink != 0 {
			return err
		}
		return os.Chtimes(path, buildTime, buildTime)
	})
}

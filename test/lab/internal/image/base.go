package image

import (
	"bufio"
	"bytes"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"sort"
	"strings"
)

// Of no use in a container: documentation, and of Java the symbols for its
// compiler and class data, of which each image has its own.
var notInBase = []string{
	"/usr/lib/jvm/java-17-openjdk-amd64/lib/ct.sym",
	"/usr/lib/jvm/java-17-openjdk-amd64/lib/server/classes.jsa",
	"/usr/lib/jvm/java-17-openjdk-amd64/lib/server/classes_nocoops.jsa",
	"/usr/lib/x86_64-linux-gnu/gconv",
	"/usr/share/bug", "/usr/share/doc", "/usr/share/info", "/usr/share/lintian", "/usr/share/locale",
	"/usr/share/man", "/usr/share/doc-base", "/usr/share/bash-completion", "/usr/lib/udev", "/boot", "/var/lib/dpkg",
}

// Debian's merged /usr: what these names lead to.
var mergedUsr = map[string]string{"bin": "usr/bin", "sbin": "usr/sbin", "lib": "usr/lib", "lib64": "usr/lib64"}

// makeBase fills root with the files of the packages as they lie on this
// machine, and those few that scripts of the packages would make.
func makeBase(ctx context.Context, root string, packages []debPackage) error {
	files, err := packageFiles(ctx, packages)
	if err != nil {
		return err
	}
	for _, file := range files {
		if ctx.Err() != nil {
			return ctx.Err()
		}
		err := copyEntry(file, filepath.Join(root, file))
		if err != nil && !errors.Is(err, fs.ErrNotExist) { // a file that was deleted here is no loss
			return fmt.Errorf("base layer: %w", err)
		}
	}
	links := map[string]string{
		"usr/bin/awk": "mawk", "usr/bin/sh": "dash",
		"opt/java/17": "/usr/lib/jvm/java-17-openjdk-amd64", "usr/bin/java": "/opt/java/17/bin/java",
	}
	for name, target := range mergedUsr {
		links[name] = target
	}
	for name, target := range links {
		if err := replaceLink(target, filepath.Join(root, name)); err != nil {
			return fmt.Errorf("base layer: %w", err)
		}
	}
	for _, dir := range []string{"dev", "proc", "root", "run", "sys", "tmp", "var/tmp"} {
		if err := os.MkdirAll(filepath.Join(root, dir), 0o755); err != nil {
			return fmt.Errorf("base layer: %w", err)
		}
	}
	for _, dir := range []string{"tmp", "var/tmp"} {
		if err := os.Chmod(filepath.Join(root, dir), 0o777|fs.ModeSticky); err != nil {
			return fmt.Errorf("base layer: %w", err)
		}
	}
	return writeTree(rootfs, "rootfs/base", root)
}

// packageFiles lists the paths that the packages installed, parents first.
func packageFiles(ctx context.Context, packages []debPackage) ([]string, error) {
	args := []string{"--listfiles"}
	for _, p := range packages {
		args = append(args, p.id)
	}
	out, err := run(ctx, "", "dpkg-query", args...)
	if err != nil {
		return nil, fmt.Errorf("files of the base packages: %w", err)
	}
	return parseFileList(out), nil
}

func parseFileList(out []byte) []string {
	seen := map[string]bool{}
	lines := bufio.NewScanner(bytes.NewReader(out))
	for lines.Scan() {
		file := path.Clean(lines.Text())
		// Other lines speak about diversions.
		if !strings.HasPrefix(file, "/") || file == "/" || leftOut(file) {
			continue
		}
		file = inUsr(file)
		if file != "" {
			seen[file] = true
		}
	}
	var files []string
	for file := range seen {
		files = append(files, file)
	}
	sort.Strings(files)
	return files
}

func leftOut(file string) bool {
	for _, prefix := range notInBase {
		if file == prefix || strings.HasPrefix(file, prefix+"/") {
			return true
		}
	}
	return false
}

// inUsr moves a path that a package still calls /bin/x to /usr/bin/x; the links
// at the top themselves are made by makeBase.
func inUsr(file string) string {
	top, rest, below := strings.Cut(strings.TrimPrefix(file, "/"), "/")
	merged, ok := mergedUsr[top]
	switch {
	case !ok:
		return file
	case !below:
		return ""
	default:
		return "/" + merged + "/" + rest
	}
}

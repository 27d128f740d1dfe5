package image

import (
	"crypto/sha256"
	"embed"
	"encoding/hex"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// rootfs holds the files that are ours: base (in every image with a shell),
// common (every Cassandra), cassandra-LINE.
//
//go:embed all:rootfs
var rootfs embed.FS

// formatVersion is part of every key: raise it when the way images are put
// together changes without any of its ingredients.
const formatVersion = "1"

// item is an image to have: its archive, and the release if it is Cassandra.
type item struct {
	Archive
	release *release
}

// plan is everything that Ensure has to return, by name of its cache file.
type plan struct {
	dir   string
	items []item
}

func newPlan(dir string, base []debPackage) (plan, error) {
	p := plan{dir: dir}
	pauseKey := key(formatVersion, string(pauseProgram()))
	p.items = append(p.items, item{Archive: Archive{
		Name: "pause", Path: filepath.Join(dir, "pause-"+pauseKey+".tar"), Refs: []string{pauseRef},
	}})
	for i := range releases {
		r := &releases[i]
		k, err := releaseKey(rootfs, *r, base)
		if err != nil {
			return plan{}, err
		}
		name := "cassandra " + r.version
		file := "cassandra-" + r.version + "-" + k + ".tar"
		p.items = append(p.items, item{release: r, Archive: Archive{
			Name: name, Path: filepath.Join(dir, file), Refs: r.refs(),
		}})
	}
	return p, nil
}

func (p plan) missing() []item {
	var missing []item
	for _, it := range p.items {
		if _, err := os.Stat(it.Path); err != nil {
			missing = append(missing, it)
		}
	}
	return missing
}

func (p plan) archives() []Archive {
	var archives []Archive
	for _, it := range p.items {
		archives = append(archives, it.Archive)
	}
	return archives
}

// unusedFor is how long an archive of other ingredients is kept after its last
// use: a second checkout may be on them.
const unusedFor = 7 * 24 * time.Hour

// markUsed sets the archives' times, which prune goes by.
func (p plan) markUsed(now time.Time) error {
	for _, it := range p.items {
		if err := os.Chtimes(it.Path, now, now); err != nil {
			return fmt.Errorf("image cache: %w", err)
		}
	}
	return nil
}

// prune deletes archives that nobody has used for long: each is half a gigabyte.
func (p plan) prune(now time.Time) error {
	files, err := filepath.Glob(filepath.Join(p.dir, "*.tar"))
	if err != nil {
		return err
	}
	for _, file := range files {
		info, err := os.Stat(file)
		if err != nil || now.Sub(info.ModTime()) < unusedFor {
			continue
		}
		if err := os.Remove(file); err != nil {
			return fmt.Errorf("image cache: %w", err)
		}
	}
	return nil
}

// releaseKey names everything that goes into a release's image.
func releaseKey(files fs.FS, r release, base []debPackage) (string, error) {
	parts := []string{
		formatVersion, r.version, r.line, r.java, mavenPlugin, trainingScript,
		strings.Join(cqlshWheels, " "), strings.Join(java11Wheel, " "), strings.Join(notInBase, " "),
	}
	for _, p := range base {
		parts = append(parts, p.name+"="+p.version)
	}
	for _, folder := range []string{"base", "common", "cassandra-" + r.line} {
		err := fs.WalkDir(files, "rootfs/"+folder, func(path string, d fs.DirEntry, err error) error {
			if err != nil || d.IsDir() {
				return err
			}
			content, err := fs.ReadFile(files, path)
			parts = append(parts, path, string(content))
			return err
		})
		if err != nil {
			return "", fmt.Errorf("embedded files: %w", err)
		}
	}
	return key(parts...), nil
}

// key hashes parts so that no two lists of parts give the same input.
func key(parts ...string) string {
	h := sha256.New()
	for _, part := range parts {
		fmt.Fprintf(h, "%d:%s", len(part), part)
	}
	return hex.EncodeToString(h.Sum(nil))[:16]
}

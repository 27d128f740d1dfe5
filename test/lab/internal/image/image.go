// Package image makes the container images of the lab on the machine itself, as
// there is no registry to pull from: a pause image and two releases of
// Cassandra, put together from Debian packages, Maven Central and PyPI.
//
// README.md beside this file says what is in them and where they differ from
// the official ones.
package image

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"cassandra-for-rancher/lab/internal/filelock"
)

// Archive is one image in a file that `ctr -n k8s.io images import` takes.
type Archive struct {
	Name string   // what people call it, for progress messages
	Path string   // docker-archive
	Refs []string // image references in it
}

// Logf reports progress in single lines.
type Logf = func(format string, a ...any)

// Ensure returns the archives of all images and builds those that cacheDir
// lacks. It may run several times at once, and be killed at any moment: an
// archive appears under its name only when it is complete.
func Ensure(ctx context.Context, cacheDir string, log func(format string, a ...any)) ([]Archive, error) {
	if runtime.GOARCH != "amd64" {
		return nil, fmt.Errorf("the lab's images can be made on amd64 only, this machine is %s", runtime.GOARCH)
	}
	dir := filepath.Join(cacheDir, "images")
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return nil, fmt.Errorf("image cache: %w", err)
	}
	base, err := ensureBasePackages(ctx, log)
	if err != nil {
		return nil, err
	}
	plan, err := newPlan(dir, base)
	if err != nil {
		return nil, err
	}
	if len(plan.missing()) > 0 {
		if err := build(ctx, cacheDir, plan, base, log); err != nil {
			return nil, err
		}
	}
	if err := plan.markUsed(time.Now()); err != nil {
		return nil, err
	}
	return plan.archives(), nil
}

// build makes what is missing, one process at a time.
func build(ctx context.Context, cacheDir string, p plan, base []debPackage, log Logf) error {
	release, err := filelock.Take(ctx, filepath.Join(p.dir, ".lock"), func() {
		log("waiting: another process is making the images")
	})
	if err != nil {
		return fmt.Errorf("image cache: %w", err)
	}
	defer release()

	// Whoever held the lock may have made them meanwhile, or was killed.
	missing := p.missing()
	if err := removeLeftovers(p.dir); err != nil {
		return err
	}
	if len(missing) == 0 {
		return nil
	}
	if err := p.prune(time.Now()); err != nil {
		return err
	}
	work, err := os.MkdirTemp(p.dir, workPrefix)
	if err != nil {
		return fmt.Errorf("image cache: %w", err)
	}
	defer os.RemoveAll(work)

	b := &builder{work: work, downloads: filepath.Join(cacheDir, "downloads"), base: base, log: log}
	for _, item := range missing {
		started := time.Now()
		if err := b.build(ctx, item); err != nil {
			return fmt.Errorf("image %s: %w", item.Name, err)
		}
		log("image %s made in %.0f s", item.Name, time.Since(started).Seconds())
	}
	return nil
}

const workPrefix = ".work-"

// removeLeftovers deletes the work of builds that were killed. The caller holds
// the lock, so none of it is in use.
func removeLeftovers(dir string) error {
	left, err := filepath.Glob(filepath.Join(dir, workPrefix+"*"))
	if err != nil {
		return err
	}
	for _, path := range left {
		if err := os.RemoveAll(path); err != nil {
			return fmt.Errorf("image cache: remains of an earlier build: %w", err)
		}
	}
	return nil
}

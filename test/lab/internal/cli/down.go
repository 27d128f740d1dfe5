package cli

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"sort"
	"strings"
	"sync"
	"time"

	"cassandra-for-rancher/lab/internal/cgroup"
	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/network"
	"cassandra-for-rancher/lab/internal/plan"
	"cassandra-for-rancher/lab/internal/process"

	"golang.org/x/sys/unix"
)

func down(ctx context.Context, c *config.Config, _ []string) error {
	release, err := begin(ctx, c)
	if err != nil {
		return err
	}
	defer release()
	return newSteps(os.Stdout).do("lab "+c.Name+" is down", func() error { return clean(ctx, c) })
}

func reset(ctx context.Context, c *config.Config, _ []string) error {
	release, err := begin(ctx, c)
	if err != nil {
		return err
	}
	defer release()
	s := newSteps(os.Stdout)
	if err := s.do("lab "+c.Name+" is down", func() error { return clean(ctx, c) }); err != nil {
		return err
	}
	return s.do("state in "+c.Dir+" is deleted", func() error { return deleteState(c) })
}

// begin is what down and reset have in common.
func begin(ctx context.Context, c *config.Config) (release func(), err error) {
	if err := mustBeRoot(); err != nil {
		return nil, err
	}
	if release, err = interrupt(ctx, c.Name); err != nil {
		return nil, err
	}
	if err := otherOwner(c); err != nil {
		release()
		return nil, err
	}
	return release, nil
}

// clean takes away everything that a lab of this name and folder has at run
// time, in whatever state it is. State and cache stay.
func clean(ctx context.Context, c *config.Config) error {
	hierarchies, err := cgroup.Mounted()
	if err != nil {
		return err
	}
	if err := stopAll(ctx, c, hierarchies); err != nil {
		return err
	}
	if err := cgroup.Remove(ctx, hierarchies, "/"+c.Name); err != nil {
		return err
	}
	if err := network.Delete(c.Namespaces()); err != nil {
		return err
	}
	if err := unmountBelow(c.Dir); err != nil {
		return err
	}
	return removeRunFiles(c)
}

// stopAll ends the server in order, so that etcd closes its files, and the nodes
// like a power-off: with the first process of a node the kernel ends all others.
func stopAll(ctx context.Context, c *config.Config, hierarchies []cgroup.Hierarchy) error {
	const grace = 10 * time.Second
	var wg sync.WaitGroup
	var errs [2]error
	wg.Go(func() {
		if id, err := process.Load(serverPID(c)); err == nil {
			errs[0] = id.Stop(ctx, grace)
		}
	})
	wg.Go(func() {
		for _, n := range plan.Nodes(plan.MaxNodes) {
			if id, err := process.Load(nodePID(c, n)); err == nil {
				errs[1] = errors.Join(errs[1], id.Kill(ctx))
			}
		}
	})
	wg.Wait()
	if err := errors.Join(errs[:]...); err != nil {
		return err
	}
	// Whatever is left was started by a command that was killed before it could
	// note it down, or lives on after its parent.
	for range 10 {
		left := remaining(c, hierarchies)
		if len(left) == 0 {
			return nil
		}
		for _, id := range left {
			if err := id.Kill(ctx); err != nil {
				return err
			}
		}
	}
	return fmt.Errorf("processes of the lab %s come back again and again", c.Name)
}

// remaining finds a lab's processes by what holds them, never by their names.
func remaining(c *config.Config, hierarchies []cgroup.Hierarchy) []process.Identity {
	left := append(process.Saved(c.Run()), process.InNamespaces(network.Inodes(c.Namespaces()))...)
	for _, pid := range cgroup.Processes(hierarchies, "/"+c.Name) {
		if id, err := process.Of(pid); err == nil && id.Alive() {
			left = append(left, id)
		}
	}
	return left
}

// anyRemains says whether there is anything for clean to do.
func anyRemains(c *config.Config) bool {
	if len(network.Inodes(c.Namespaces())) > 0 {
		return true
	}
	if _, err := os.Stat(c.Run()); err == nil {
		return true
	}
	hierarchies, err := cgroup.Mounted()
	return err == nil && cgroup.Exists(hierarchies, "/"+c.Name)
}

// unmountBelow is a safety net: nodes mount in namespaces of their own, so that
// normally nothing is mounted in the state folder as the machine sees it.
func unmountBelow(dir string) error {
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return err
	}
	defer f.Close()
	var points []string
	for lines := bufio.NewScanner(f); lines.Scan(); {
		if field := strings.Fields(lines.Text()); len(field) > 4 && strings.HasPrefix(field[4], dir+"/") {
			points = append(points, field[4])
		}
	}
	sort.Sort(sort.Reverse(sort.StringSlice(points))) // the deepest first
	for _, p := range points {
		if err := unix.Unmount(p, unix.MNT_DETACH); err != nil {
			return fmt.Errorf("unmount %s: %w", p, err)
		}
	}
	return nil
}

func removeRunFiles(c *config.Config) error {
	if err := os.RemoveAll(c.Run()); err != nil {
		return err
	}
	for _, n := range plan.Nodes(plan.MaxNodes) {
		for _, suffix := range []string{"", ".ttrpc"} {
			if err := os.Remove(c.ContainerdSocket(n) + suffix); err != nil && !errors.Is(err, fs.ErrNotExist) {
				return err
			}
		}
	}
	return nil
}

// deleteState deletes a folder only if `up` has made it a lab's.
func deleteState(c *config.Config) error {
	entries, err := os.ReadDir(c.Dir)
	if errors.Is(err, fs.ErrNotExist) || err == nil && len(entries) == 0 {
		return nil
	}
	if err != nil {
		return err
	}
	if _, err := os.Stat(c.Marker()); err != nil {
		return fmt.Errorf("%s is not a lab's folder (it has no %s), so nothing in it is deleted", c.Dir, filepath.Base(c.Marker()))
	}
	for _, e := range entries { // the marker last: an interrupted reset can be repeated
		if path := c.Path(e.Name()); path != c.Marker() {
			if err := os.RemoveAll(path); err != nil {
				return err
			}
		}
	}
	return os.RemoveAll(c.Dir)
}

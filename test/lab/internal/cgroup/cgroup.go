// Package cgroup makes and removes the lab's control groups, on machines with
// version 1 (one hierarchy per controller) and with version 2 (one for all).
package cgroup

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"time"
)

// Hierarchy is one mounted tree of control groups.
type Hierarchy struct {
	Path        string
	Unified     bool     // version 2
	Controllers []string // version 1 only
}

// Mounted reads the hierarchies of this machine.
func Mounted() ([]Hierarchy, error) {
	f, err := os.Open("/proc/self/mountinfo")
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return parse(f)
}

func parse(mountinfo io.Reader) ([]Hierarchy, error) {
	var all []Hierarchy
	for lines := bufio.NewScanner(mountinfo); lines.Scan(); {
		// ID PARENT DEV ROOT MOUNTPOINT OPTIONS [optional …] - TYPE SOURCE SUPEROPTIONS
		before, after, ok := strings.Cut(lines.Text(), " - ")
		left, right := strings.Fields(before), strings.Fields(after)
		if !ok || len(left) < 5 || len(right) < 3 {
			continue
		}
		switch right[0] {
		case "cgroup2":
			all = append(all, Hierarchy{Path: left[4], Unified: true})
		case "cgroup":
			all = append(all, Hierarchy{Path: left[4], Controllers: strings.Split(right[2], ",")})
		}
	}
	if len(all) == 0 {
		return nil, errors.New("no control groups are mounted on this machine")
	}
	return all, nil
}

func (h Hierarchy) has(controller string) bool {
	for _, c := range h.Controllers {
		if c == controller {
			return true
		}
	}
	return false
}

// Create makes a group, such as "/lab/node1/system", in every hierarchy.
func Create(hierarchies []Hierarchy, group string) error {
	for _, h := range hierarchies {
		dir := h.Path
		for _, part := range strings.Split(strings.Trim(group, "/"), "/") {
			if h.Unified {
				delegate(dir)
			}
			parent := dir
			dir = filepath.Join(dir, part)
			if err := os.MkdirAll(dir, 0o755); err != nil {
				return fmt.Errorf("control group: %w", err)
			}
			if h.has("cpuset") {
				if err := inheritCPUs(parent, dir); err != nil {
					return fmt.Errorf("control group %s: %w", dir, err)
				}
			}
		}
	}
	return nil
}

// delegate lets children of a version 2 group use all its controllers. Each is
// tried by itself: one that cannot be had must not take the others with it, and
// the kubelet says so if it misses one.
func delegate(dir string) {
	b, err := os.ReadFile(filepath.Join(dir, "cgroup.controllers"))
	if err != nil {
		return
	}
	for _, c := range strings.Fields(string(b)) {
		_ = os.WriteFile(filepath.Join(dir, "cgroup.subtree_control"), []byte("+"+c), 0o644)
	}
}

// inheritCPUs fills in what a version 1 cpuset needs before it takes processes.
func inheritCPUs(parent, dir string) error {
	for _, file := range []string{"cpuset.cpus", "cpuset.mems"} {
		b, err := os.ReadFile(filepath.Join(parent, file))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(dir, file), b, 0o644); err != nil {
			return err
		}
	}
	return nil
}

// Enter moves the calling process into a group of every hierarchy.
func Enter(hierarchies []Hierarchy, group string) error {
	for _, h := range hierarchies {
		procs := filepath.Join(h.Path, group, "cgroup.procs")
		if err := os.WriteFile(procs, []byte("0"), 0o644); err != nil {
			return fmt.Errorf("enter control group: %w", err)
		}
	}
	return nil
}

// Exists says whether any hierarchy has the group.
func Exists(hierarchies []Hierarchy, group string) bool {
	for _, h := range hierarchies {
		if _, err := os.Stat(filepath.Join(h.Path, group)); err == nil {
			return true
		}
	}
	return false
}

// Processes lists who is in a group or below it.
func Processes(hierarchies []Hierarchy, group string) []int {
	seen := map[int]bool{}
	var pids []int
	for _, h := range hierarchies {
		for _, dir := range tree(filepath.Join(h.Path, group)) {
			b, err := os.ReadFile(filepath.Join(dir, "cgroup.procs"))
			if err != nil {
				continue
			}
			for _, field := range strings.Fields(string(b)) {
				if pid, err := strconv.Atoi(field); err == nil && pid > 0 && !seen[pid] {
					seen[pid] = true
					pids = append(pids, pid)
				}
			}
		}
	}
	return pids
}

// Remove deletes a group and all below it. The kernel lets go of the last
// processes a moment after they have ended, so it tries for a while.
func Remove(ctx context.Context, hierarchies []Hierarchy, group string) error {
	for _, h := range hierarchies {
		dir := filepath.Join(h.Path, group)
		for deadline := time.Now().Add(5 * time.Second); ; {
			err := removeTree(dir)
			if err == nil {
				break
			}
			if time.Now().After(deadline) || ctx.Err() != nil {
				return fmt.Errorf("remove control group %s: %w", dir, err)
			}
			time.Sleep(20 * time.Millisecond)
		}
	}
	return nil
}

func removeTree(dir string) error {
	dirs := tree(dir)
	for i := len(dirs) - 1; i >= 0; i-- { // children first
		if err := syscall.Rmdir(dirs[i]); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	return nil
}

// tree gives a folder and all folders below it, parents first.
func tree(dir string) []string {
	var dirs []string
	_ = filepath.WalkDir(dir, func(path string, e fs.DirEntry, err error) error {
		if err == nil && e.IsDir() { // groups vanish while we look: that is no error
			dirs = append(dirs, path)
		}
		return nil
	})
	return dirs
}

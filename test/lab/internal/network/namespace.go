// Package network makes the lab's network: one namespace for the control plane
// with a bridge, one for each node, joined by veth pairs. None has a link to the
// machine's own network.
package network

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"syscall"

	"github.com/vishvananda/netns"
)

const namespaceDir = "/run/netns" // where `ip netns` looks too

// inThread runs fn on an operating system thread of its own, which ends with it:
// a thread that has entered a namespace must never be used for anything else.
func inThread(fn func() error) error {
	done := make(chan error, 1)
	go func() {
		runtime.LockOSThread() // never unlocked, so the runtime ends the thread
		done <- fn()
	}()
	return <-done
}

// create makes a named namespace and gives a handle to it.
func create(name string) (netns.NsHandle, error) {
	handle := netns.None()
	err := inThread(func() (err error) {
		handle, err = netns.NewNamed(name)
		return err
	})
	if err != nil {
		return handle, fmt.Errorf("network namespace %s: %w", name, err)
	}
	return handle, nil
}

// Do runs fn on a thread inside a named namespace.
func Do(name string, fn func() error) error {
	handle, err := netns.GetFromName(name)
	if err != nil {
		return fmt.Errorf("network namespace %s: %w", name, err)
	}
	defer handle.Close()
	return inThread(func() error {
		if err := netns.Set(handle); err != nil {
			return fmt.Errorf("enter network namespace %s: %w", name, err)
		}
		return fn()
	})
}

// Start starts a command inside a named namespace.
func Start(name string, cmd *exec.Cmd) error {
	return Do(name, cmd.Start) // a child takes the namespaces of the thread that forks it
}

// Inodes gives the inode numbers of those namespaces that exist.
func Inodes(names []string) map[uint64]bool {
	inodes := map[uint64]bool{}
	for _, name := range names {
		var st syscall.Stat_t
		if err := syscall.Stat(filepath.Join(namespaceDir, name), &st); err == nil {
			inodes[st.Ino] = true
		}
	}
	return inodes
}

// Delete removes those namespaces that exist, also a name whose mount is gone.
func Delete(names []string) error {
	for _, name := range names {
		path := filepath.Join(namespaceDir, name)
		if _, err := os.Lstat(path); errors.Is(err, fs.ErrNotExist) {
			continue
		}
		for { // a name may carry several mounts after an interrupted start
			if err := syscall.Unmount(path, syscall.MNT_DETACH); err != nil {
				break // EINVAL: it is no mount (any more)
			}
		}
		if err := os.Remove(path); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("remove network namespace %s: %w", name, err)
		}
	}
	return nil
}

package process

import (
	"context"
	"fmt"
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const poll = 20 * time.Millisecond

// Signal sends a signal if the process is still the one that was meant.
func (id Identity) Signal(sig syscall.Signal) error {
	if !id.Alive() {
		return nil
	}
	if err := syscall.Kill(id.PID, sig); err != nil && err != syscall.ESRCH {
		return fmt.Errorf("signal %v to process %d: %w", sig, id.PID, err)
	}
	return nil
}

// Stop asks a process to end, and makes it end when it has not after the grace.
func (id Identity) Stop(ctx context.Context, grace time.Duration) error {
	if err := id.Signal(syscall.SIGTERM); err != nil {
		return err
	}
	if id.wait(ctx, grace) {
		return nil
	}
	return id.Kill(ctx)
}

// Kill ends a process as a power failure would, and waits until it is gone.
func (id Identity) Kill(ctx context.Context) error {
	const limit = 10 * time.Second // a process in a system call dies when that ends
	if err := id.Signal(syscall.SIGKILL); err != nil {
		return err
	}
	if !id.wait(ctx, limit) {
		return fmt.Errorf("process %d (%s) does not end", id.PID, strings.Join(id.Args(), " "))
	}
	return nil
}

func (id Identity) wait(ctx context.Context, limit time.Duration) bool {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	for id.Alive() {
		select {
		case <-ctx.Done():
			return !id.Alive()
		case <-time.After(poll):
		}
	}
	return true
}

// InNamespaces gives the processes whose network namespace has one of the
// inode numbers: what a lab left behind is found by this, never by a name.
func InNamespaces(inodes map[uint64]bool) []Identity {
	if len(inodes) == 0 {
		return nil
	}
	return scan(func(pid int) bool {
		inode, err := netInode(pid)
		return err == nil && inodes[inode]
	})
}

func netInode(pid int) (uint64, error) {
	var st syscall.Stat_t
	if err := syscall.Stat(fmt.Sprintf("/proc/%d/ns/net", pid), &st); err != nil {
		return 0, err
	}
	return st.Ino, nil
}

// scan gives the live processes that match, without this one.
func scan(match func(pid int) bool) []Identity {
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	var found []Identity
	for _, e := range entries {
		pid, err := strconv.Atoi(e.Name())
		if err != nil || pid == os.Getpid() || !match(pid) {
			continue
		}
		if id, err := Of(pid); err == nil && id.Alive() {
			found = append(found, id)
		}
	}
	return found
}

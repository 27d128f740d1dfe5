package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"syscall"
	"time"

	"golang.org/x/sys/unix"
)

// A command that changes a lab holds an abstract socket of the lab's name. The
// kernel gives it back however the command ends, it leaves no file, and others
// can ask the kernel who holds it.

func lockAddress(name string) *net.UnixAddr {
	return &net.UnixAddr{Net: "unix", Name: "@cassandra-for-rancher/lab/" + name}
}

// acquire takes the lock or says who holds it.
func acquire(name string) (release func(), err error) {
	l, err := net.ListenUnix("unix", lockAddress(name))
	if errors.Is(err, syscall.EADDRINUSE) {
		return nil, fmt.Errorf("another command is at work on the lab %s (process %d)", name, holder(name))
	}
	if err != nil {
		return nil, fmt.Errorf("lock the lab %s: %w", name, err)
	}
	return func() { l.Close() }, nil
}

// interrupt takes the lock, after having ended the command that holds it: who
// stops a lab does not want to wait until it is up.
func interrupt(ctx context.Context, name string) (release func(), err error) {
	var asked int
	for deadline := time.Now().Add(30 * time.Second); ; {
		release, err := acquire(name)
		if err == nil {
			return release, nil
		}
		if pid := holder(name); pid > 0 && pid != asked {
			asked = pid
			if err := syscall.Kill(pid, syscall.SIGTERM); err != nil && err != syscall.ESRCH {
				return nil, fmt.Errorf("end process %d, which is at work on the lab: %w", pid, err)
			}
		}
		if time.Now().After(deadline) {
			return nil, err
		}
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// holder is the process that holds the lock, 0 if there is none.
func holder(name string) int {
	conn, err := net.DialUnix("unix", nil, lockAddress(name))
	if err != nil {
		return 0
	}
	defer conn.Close()
	raw, err := conn.SyscallConn()
	if err != nil {
		return 0
	}
	pid := 0
	_ = raw.Control(func(fd uintptr) {
		if cred, err := unix.GetsockoptUcred(int(fd), unix.SOL_SOCKET, unix.SO_PEERCRED); err == nil {
			pid = int(cred.Pid)
		}
	})
	return pid
}

package node

import (
	"context"
	"fmt"
	"os"
	"os/exec"
	"os/signal"
	"path/filepath"
	"sync"
	"syscall"
	"time"
)

const restartAfter = time.Second

// supervisor starts programs again when they end. As the first process of a PID
// namespace it also inherits orphans (containerd's shims among them) and has to
// wait for each, so waiting is done in one place for all children.
type supervisor struct {
	logFile func(name string) string

	mu    sync.Mutex
	ended map[int]chan syscall.WaitStatus // by process ID, of what we started
}

func newSupervisor(logFile func(name string) string) *supervisor {
	return &supervisor{logFile: logFile, ended: map[int]chan syscall.WaitStatus{}}
}

// reap waits for every child that ends.
func (s *supervisor) reap(ctx context.Context) {
	children := make(chan os.Signal, 1)
	signal.Notify(children, syscall.SIGCHLD)
	defer signal.Stop(children)
	for {
		s.collect()
		select {
		case <-ctx.Done():
			return
		case <-children:
		}
	}
}

func (s *supervisor) collect() {
	for {
		// The lock is held so that a child that ends at once is not collected
		// before start has noted its number.
		s.mu.Lock()
		var status syscall.WaitStatus
		pid, err := syscall.Wait4(-1, &status, syscall.WNOHANG, nil)
		if err == syscall.EINTR {
			s.mu.Unlock()
			continue
		}
		if err != nil || pid <= 0 {
			s.mu.Unlock()
			return
		}
		if ended, ours := s.ended[pid]; ours {
			delete(s.ended, pid)
			ended <- status
		}
		s.mu.Unlock()
	}
}

// keep runs a program, again and again, until ctx is done.
func (s *supervisor) keep(ctx context.Context, name, program string, args ...string) {
	for ctx.Err() == nil {
		began := time.Now()
		ended, err := s.start(name, program, args)
		if err != nil {
			notef("%s: %v", name, err)
		} else {
			select {
			case status := <-ended:
				notef("%s ended after %v: %s", name, time.Since(began).Round(time.Millisecond), describe(status))
			case <-ctx.Done():
				return
			}
		}
		select {
		case <-ctx.Done():
		case <-time.After(restartAfter):
		}
	}
}

func (s *supervisor) start(name, program string, args []string) (<-chan syscall.WaitStatus, error) {
	path := s.logFile(name)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return nil, err
	}
	log, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return nil, err
	}
	defer log.Close() // the child has its own
	cmd := exec.Command(program, args...)
	cmd.Stdout, cmd.Stderr = log, log
	cmd.Dir = "/"
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := cmd.Start(); err != nil {
		return nil, err
	}
	ended := make(chan syscall.WaitStatus, 1)
	s.ended[cmd.Process.Pid] = ended
	return ended, nil
}

func describe(s syscall.WaitStatus) string {
	if s.Signaled() {
		return "signal " + s.Signal().String()
	}
	return fmt.Sprintf("exit status %d", s.ExitStatus())
}

// notef writes to the node's own log, which is its standard error.
func notef(format string, a ...any) {
	fmt.Fprintf(os.Stderr, "lab %s %s\n", time.Now().Format("15:04:05.000"), fmt.Sprintf(format, a...))
}

package image

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"syscall"
	"time"
)

// run runs a program and returns what it printed. An error carries the line of
// its output that says most. The program ends with ctx, and with this process.
func run(ctx context.Context, stdin, name string, args ...string) ([]byte, error) {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.Stdin = strings.NewReader(stdin)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGKILL) }
	cmd.WaitDelay = 5 * time.Second
	// The kernel sends Pdeathsig when the starting *thread* ends.
	runtime.LockOSThread()
	defer runtime.UnlockOSThread()
	return output(ctx, cmd)
}

// runToEnd is run for programs that must not be stopped half-way (dpkg would
// leave packages unconfigured): neither by ctx nor by an interrupt key.
func runToEnd(ctx context.Context, name string, args ...string) ([]byte, error) {
	if err := ctx.Err(); err != nil {
		return nil, err
	}
	cmd := exec.Command(name, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	out, err := output(context.WithoutCancel(ctx), cmd)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	return out, err
}

func output(ctx context.Context, cmd *exec.Cmd) ([]byte, error) {
	var stdout, stderr bytes.Buffer
	cmd.Stdout, cmd.Stderr = &stdout, &stderr
	cmd.Env = append(os.Environ(), "LC_ALL=C.UTF-8", "DEBIAN_FRONTEND=noninteractive")
	name := filepath.Base(cmd.Path)

	err := cmd.Run()
	switch {
	case err == nil:
		return stdout.Bytes(), nil
	case ctx.Err() != nil:
		return nil, ctx.Err()
	case errors.Is(err, exec.ErrNotFound):
		return nil, fmt.Errorf("%s is not installed", name)
	}
	if line := tellingLine(stderr.String() + "\n" + stdout.String()); line != "" {
		return nil, fmt.Errorf("%s: %s (%w)", name, line, err)
	}
	return nil, fmt.Errorf("%s: %w", name, err)
}

// tellingLine picks the first line that calls itself an error, else the last.
func tellingLine(output string) string {
	last := ""
	for _, line := range strings.Split(output, "\n") {
		line = strings.TrimSpace(line)
		if line == "" {
			continue
		}
		if rest, ok := cutErrorMark(line); ok && rest != "" {
			return rest
		}
		last = line
	}
	return last
}

// cutErrorMark knows how apt (E:), Maven ([ERROR]) and pip (ERROR:) mark errors.
func cutErrorMark(line string) (string, bool) {
	for _, mark := range []string{"E: ", "[ERROR] ", "ERROR: "} {
		if rest, ok := strings.CutPrefix(line, mark); ok {
			return rest, true
		}
	}
	return "", false
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"

	"cassandra-for-rancher/lab/internal/cgroup"
	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/network"
	"cassandra-for-rancher/lab/internal/node"
	"cassandra-for-rancher/lab/internal/pki"
	"cassandra-for-rancher/lab/internal/plan"
	"cassandra-for-rancher/lab/internal/process"
	"cassandra-for-rancher/lab/internal/server"
)

// daemons are the processes that `up` starts and that stay when it ends.
type daemons struct {
	config *config.Config
	nodes  []plan.Node
	events *os.File // what the server reports
}

func serverGroup(c *config.Config) string { return "/" + c.Name + "/server" }

// prepare makes folders, keys and control groups.
func (d *daemons) prepare() error {
	c := d.config
	if err := rotateLogs(c); err != nil {
		return err
	}
	if err := os.MkdirAll(c.Run(), 0o755); err != nil {
		return err
	}
	// Made here and not by the server, because nodes start at the same time.
	if _, err := pki.Prepare(c); err != nil {
		return err
	}
	hierarchies, err := cgroup.Mounted()
	if err != nil {
		return err
	}
	groups := []string{serverGroup(c)}
	for _, n := range d.nodes {
		groups = append(groups, node.SystemGroup(c, n))
	}
	for _, g := range groups {
		if err := cgroup.Create(hierarchies, g); err != nil {
			return err
		}
	}
	return nil
}

// rotateLogs keeps the logs of the run before: they tell why it ended.
func rotateLogs(c *config.Config) error {
	if err := os.RemoveAll(c.LogsBefore()); err != nil {
		return err
	}
	if err := os.Rename(c.Logs(), c.LogsBefore()); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	return os.MkdirAll(c.Logs(), 0o755)
}

func (d *daemons) startServer(rancher, api *net.TCPListener) error {
	c := d.config
	read, write, err := os.Pipe()
	if err != nil {
		return err
	}
	defer write.Close()
	d.events = read
	inherit := []*os.File{write}
	for _, l := range []*net.TCPListener{rancher, api} {
		f, err := l.File()
		if err != nil {
			return err
		}
		defer f.Close()
		inherit = append(inherit, f)
	}
	err = d.start(daemon{
		log: "server", pid: serverPID(c), namespace: c.ControlPlaneNS(),
		args: append([]string{serverCommand}, c.Args()...), inherit: inherit,
	})
	if err != nil {
		return fmt.Errorf("start the control plane: %w", err)
	}
	return nil
}

func (d *daemons) startNodes() error {
	c := d.config
	for _, n := range d.nodes {
		err := d.start(daemon{
			log: n.Name + "/node", pid: nodePID(c, n), namespace: c.NodeNS(n),
			args:       append([]string{nodeCommand, "--index=" + strconv.Itoa(n.Index)}, c.Args()...),
			cloneflags: syscall.CLONE_NEWNS | syscall.CLONE_NEWPID,
		})
		if err != nil {
			return fmt.Errorf("start %s: %w", n.Name, err)
		}
	}
	return nil
}

// daemon is how one process is started.
type daemon struct {
	log, pid, namespace string
	args                []string
	inherit             []*os.File
	cloneflags          uintptr
}

func (d *daemons) start(p daemon) error {
	self, err := os.Executable()
	if err != nil {
		return err
	}
	path := d.config.Log(p.log)
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	log, err := os.OpenFile(path, os.O_CREATE|os.O_APPEND|os.O_WRONLY, 0o644)
	if err != nil {
		return err
	}
	defer log.Close()
	cmd := exec.Command(self, p.args...)
	cmd.Stdout, cmd.Stderr, cmd.ExtraFiles = log, log, p.inherit
	cmd.SysProcAttr = &syscall.SysProcAttr{Setsid: true, Cloneflags: p.cloneflags}
	if err := network.Start(p.namespace, cmd); err != nil {
		return err
	}
	go func() { _ = cmd.Wait() }() // no zombie, should it end while we are here
	id, err := process.Of(cmd.Process.Pid)
	if err != nil {
		return fmt.Errorf("it ended at once: %s", lastLine(path))
	}
	return id.Save(p.pid)
}

// follow prints what the server reports, until Rancher can be used.
func (d *daemons) follow(ctx context.Context, s *steps) error {
	titles := map[string]string{"apiserver": "Kubernetes API", "rancher": "Rancher, ready for a login"}
	steps := map[string]func(){}
	for part, title := range titles {
		steps[part] = s.begin(title)
	}
	stop := context.AfterFunc(ctx, func() { d.events.Close() }) // ends the reading below
	defer stop()
	defer d.events.Close()
	reason := errors.New("the control plane has ended: " + hint(d.config, "server"))
	server.ReadEvents(d.events, func(e server.Event) bool {
		if e.Failed != "" {
			reason = errors.New("the control plane has ended: " + e.Failed)
			return false
		}
		if done := steps[e.Ready]; done != nil {
			done()
		}
		if e.Ready == "rancher" {
			reason = nil
		}
		return reason != nil
	})
	if reason != nil && ctx.Err() != nil {
		return ctx.Err()
	}
	return reason
}

// hint names a log and its last line.
func hint(c *config.Config, log string) string {
	return fmt.Sprintf("%s (more in %s)", lastLine(c.Log(log)), c.Log(log))
}

func lastLine(path string) string {
	b, err := os.ReadFile(path)
	if err != nil {
		return "no log"
	}
	lines := strings.Split(strings.TrimSpace(string(b)), "\n")
	return strings.TrimSpace(lines[len(lines)-1])
}

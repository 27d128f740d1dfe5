// Package node is one Kubernetes node: the first process of a PID and mount
// namespace that lives in the node's network namespace. When it ends, for
// whatever reason, the kernel ends everything in the node, as a power-off would.
//
//	init.go         what happens in which order
//	mounts.go       the node's own view of the file system
//	supervise.go    keeps programs running and reaps orphans
//	containerd.go   configuration of containerd, pod network and kube-proxy
//	kubelet.go      the kubelet's configuration
//	size.go         how large a node looks
package node

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"fmt"
	"net/http"
	"os"
	"path/filepath"
	"time"

	"cassandra-for-rancher/lab/internal/cgroup"
	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/pki"
	"cassandra-for-rancher/lab/internal/plan"
)

// machine is the node while it runs.
type machine struct {
	config *config.Config
	plan.Node
	dir   string // what it keeps
	files pki.NodeFiles
}

// Init runs the node until ctx is done.
func Init(ctx context.Context, c *config.Config, n plan.Node) error {
	m := &machine{config: c, Node: n, dir: c.NodeDir(n), files: pki.NodeFilesOf(c, n)}
	self, err := os.Executable() // before /proc is a new one
	if err != nil {
		return err
	}
	cni, err := cniPlugins()
	if err != nil {
		return err
	}
	hierarchies, err := cgroup.Mounted()
	if err != nil {
		return err
	}
	// Everything the node runs for itself is in this group; pods are beside it.
	if err := cgroup.Enter(hierarchies, m.systemGroup()); err != nil {
		return err
	}
	if err := m.isolate(c.Dir, filepath.Dir(self), cni); err != nil {
		return fmt.Errorf("file system of %s: %w", n.Name, err)
	}
	if err := m.writeConfiguration(cni); err != nil {
		return fmt.Errorf("configuration of %s: %w", n.Name, err)
	}

	s := newSupervisor(func(name string) string { return c.Log(n.Name + "/" + name) })
	go s.reap(ctx)
	go s.keep(ctx, "containerd", "containerd", "--config", m.path("containerd.toml"))
	if err := m.awaitAPIServer(ctx); err != nil {
		return err
	}
	go s.keep(ctx, "kubelet", self, append([]string{"kubelet"}, m.kubeletArgs()...)...)
	go s.keep(ctx, "kube-proxy", self, append([]string{"kube-proxy"}, m.proxyArgs()...)...)
	<-ctx.Done()
	return nil
}

func (m *machine) path(elem ...string) string {
	return filepath.Join(append([]string{m.dir}, elem...)...)
}

func (m *machine) systemGroup() string { return SystemGroup(m.config, m.Node) }

// SystemGroup is the control group of a node's own programs.
func SystemGroup(c *config.Config, n plan.Node) string { return c.Cgroup(n) + "/system" }

func (m *machine) writeConfiguration(cni string) error {
	kubelet, err := m.kubeletConfig()
	if err != nil {
		return err
	}
	network, err := m.networkConfig()
	if err != nil {
		return err
	}
	for path, text := range map[string]string{
		m.path("containerd.toml"):        m.containerdConfig(cni),
		m.path("kubelet.yaml"):           string(kubelet),
		m.path("cni", "10-lab.conflist"): string(network),
		m.path("resolv.conf"):            "nameserver " + plan.ControlPlaneIP + "\n",
	} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			return err
		}
		if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
			return err
		}
	}
	return nil
}

// awaitAPIServer returns when the API server answers: a kubelet that starts
// earlier would wait longer and longer between its attempts.
func (m *machine) awaitAPIServer(ctx context.Context) error {
	ca, err := os.ReadFile(m.files.CA)
	if err != nil {
		return err
	}
	roots := x509.NewCertPool()
	roots.AppendCertsFromPEM(ca)
	transport := &http.Transport{TLSClientConfig: &tls.Config{RootCAs: roots}}
	defer transport.CloseIdleConnections()
	client := &http.Client{Timeout: 2 * time.Second, Transport: transport}
	for {
		answer, err := client.Get(plan.APIServer + "/readyz")
		if err == nil {
			answer.Body.Close()
			if answer.StatusCode == http.StatusOK {
				return nil
			}
		}
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(100 * time.Millisecond):
		}
	}
}

// cniPlugins finds the folder with the network plugins: Debian has them in the
// first place, most other installations in the second.
func cniPlugins() (string, error) {
	for _, dir := range CNIDirs {
		if _, err := os.Stat(filepath.Join(dir, "bridge")); err == nil {
			return dir, nil
		}
	}
	return "", fmt.Errorf("no CNI plugins in %v", CNIDirs)
}

// CNIDirs are the folders in which network plugins are looked for.
var CNIDirs = []string{"/usr/lib/cni", "/opt/cni/bin"}

package config

import (
	"fmt"
	"path/filepath"

	"cassandra-for-rancher/lab/internal/plan"
)

// Path is a path below the state folder.
func (c *Config) Path(elem ...string) string {
	return filepath.Join(append([]string{c.Dir}, elem...)...)
}

// Marker is a file that says that a folder is a lab's, so that reset never
// deletes anything else.
func (c *Config) Marker() string { return c.Path(".cassandra-lab") }

// PKI is where keys and certificates are.
func (c *Config) PKI() string { return c.Path("pki") }

// AdminKubeconfig is for the host: it goes through 127.0.0.1.
func (c *Config) AdminKubeconfig() string { return c.Path("admin.kubeconfig") }

// Logs is the folder of this run's logs; LogsBefore that of the run before.
func (c *Config) Logs() string       { return c.Path("log") }
func (c *Config) LogsBefore() string { return c.Path("log.before") }

// Log is a log file: "server", "node1/kubelet" …
func (c *Config) Log(name string) string { return filepath.Join(c.Logs(), name+".log") }

// Run is the folder of facts about the processes that run now.
func (c *Config) Run() string { return c.Path("run") }

// NodeDir is what a node keeps between runs.
func (c *Config) NodeDir(n plan.Node) string { return c.Path("nodes", n.Name) }

// ContainerdSocket is a node's containerd, reachable from the host too.
func (c *Config) ContainerdSocket(n plan.Node) string {
	return filepath.Join(c.NodeDir(n), "containerd.sock")
}

// ContainerdRoot is where a node's containerd keeps images and containers.
func (c *Config) ContainerdRoot(n plan.Node) string {
	return filepath.Join(c.NodeDir(n), "containerd")
}

// Volumes is where the provisioner makes a node's volumes.
func (c *Config) Volumes(nodeName string) string {
	return c.Path("nodes", nodeName, "volumes")
}

// ControlPlaneNS and NodeNS are names of network namespaces.
func (c *Config) ControlPlaneNS() string    { return c.Name + "-cp" }
func (c *Config) NodeNS(n plan.Node) string { return c.Name + "-" + n.Name }
func (c *Config) Namespaces() []string {
	names := []string{c.ControlPlaneNS()}
	for _, n := range plan.Nodes(plan.MaxNodes) { // an earlier run may have had more nodes
		names = append(names, c.NodeNS(n))
	}
	return names
}

// Cgroup is a node's cgroup, relative to the hierarchy's root.
func (c *Config) Cgroup(n plan.Node) string { return "/" + c.Name + "/" + n.Name }

// URL is where a browser finds Rancher; APIURL where kubectl finds the API server.
func (c *Config) URL() string    { return fmt.Sprintf("https://127.0.0.1:%d", c.Port) }
func (c *Config) APIURL() string { return fmt.Sprintf("https://127.0.0.1:%d", c.Port+1) }

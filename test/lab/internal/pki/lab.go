package pki

import (
	"fmt"
	"os"
	"path/filepath"

	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/plan"
)

// Set is everything the control plane needs.
type Set struct {
	CA, FrontProxyCA              *Authority
	APIServer, Rancher            Pair // servers
	KubeletClient, FrontProxy     Pair // clients that the API server uses
	SigningKey, SigningPublic     string
	Admin, Controllers, Scheduler string // kubeconfig files for inside the control plane
}

// Local is the API server as the control plane's own process sees it.
var Local = fmt.Sprintf("https://127.0.0.1:%d", plan.APIPort)

// Prepare makes what is missing and writes all kubeconfig files anew, because
// the port at the host may have changed.
func Prepare(c *config.Config) (*Set, error) {
	s, err := Open(c)
	if err != nil {
		return nil, err
	}
	return s, s.kubeconfigs(c)
}

// Open makes missing keys, and takes the kubeconfig files as Prepare left them.
func Open(c *config.Config) (*Set, error) {
	in := func(name string) string { return filepath.Join(c.PKI(), name) }
	s := &Set{Admin: in("admin.kubeconfig"), Controllers: in("controllers.kubeconfig"), Scheduler: in("scheduler.kubeconfig")}
	var err error
	if s.CA, err = OpenAuthority(c.PKI(), "ca"); err != nil {
		return nil, err
	}
	if s.FrontProxyCA, err = OpenAuthority(c.PKI(), "front-proxy-ca"); err != nil {
		return nil, err
	}
	if s.SigningKey, s.SigningPublic, err = EnsureSigningKey(c.PKI()); err != nil {
		return nil, fmt.Errorf("service account key: %w", err)
	}
	for _, want := range []struct {
		to      *Pair
		by      *Authority
		file    string
		subject Subject
	}{
		{&s.APIServer, s.CA, "apiserver", Subject{Name: "kube-apiserver", Hosts: []string{
			"127.0.0.1", "localhost", plan.ControlPlaneIP, plan.KubernetesIP,
			"kubernetes", "kubernetes.default", "kubernetes.default.svc", "kubernetes.default.svc." + plan.Domain}}},
		{&s.Rancher, s.CA, "rancher", Subject{Name: "rancher", Hosts: []string{"127.0.0.1", "localhost"}}},
		{&s.KubeletClient, s.CA, "apiserver-kubelet-client", Subject{Name: "kube-apiserver-kubelet-client", Groups: []string{"system:masters"}}},
		{&s.FrontProxy, s.FrontProxyCA, "front-proxy-client", Subject{Name: "front-proxy-client"}},
	} {
		if *want.to, err = want.by.Ensure(want.file, want.subject); err != nil {
			return nil, err
		}
	}
	return s, nil
}

func (s *Set) kubeconfigs(c *config.Config) error {
	masters := []string{"system:masters"}
	for _, want := range []struct {
		path, server, file string
		subject            Subject
	}{
		{s.Admin, Local, "admin", Subject{Name: "lab-admin", Groups: masters}},
		{c.AdminKubeconfig(), c.APIURL(), "admin", Subject{Name: "lab-admin", Groups: masters}},
		{s.Controllers, Local, "controllers", Subject{Name: "system:kube-controller-manager"}},
		{s.Scheduler, Local, "scheduler", Subject{Name: "system:kube-scheduler"}},
	} {
		if err := s.Client(want.path, want.server, want.file, want.subject); err != nil {
			return err
		}
	}
	for _, n := range plan.Nodes(c.Nodes) {
		if err := s.node(c, n); err != nil {
			return err
		}
	}
	return nil
}

// Client makes a client's certificate and kubeconfig.
func (s *Set) Client(path, server, file string, subject Subject) error {
	pair, err := s.CA.Ensure(file, subject)
	if err != nil {
		return err
	}
	return s.CA.Kubeconfig(path, server, subject.Name, pair)
}

// Node's files, in the node's own folder.
func (s *Set) node(c *config.Config, n plan.Node) error {
	files := NodeFilesOf(c, n)
	if err := os.MkdirAll(filepath.Dir(files.Kubelet), 0o755); err != nil {
		return err
	}
	// One certificate for both directions: the kubelet is a client of the API
	// server and a server for logs and exec.
	pair, err := s.CA.Ensure(n.Name, Subject{
		Name: "system:node:" + n.Name, Groups: []string{"system:nodes"}, Hosts: []string{n.Name, n.IP, "127.0.0.1"}})
	if err != nil {
		return err
	}
	if err := s.CA.Kubeconfig(files.Kubelet, plan.APIServer, "system:node:"+n.Name, pair); err != nil {
		return err
	}
	return s.Client(files.Proxy, plan.APIServer, "kube-proxy", Subject{Name: "system:kube-proxy"})
}

// NodeFiles are what a node's programs need.
type NodeFiles struct {
	CA             string
	Pair           Pair
	Kubelet, Proxy string // kubeconfig
}

// NodeFilesOf says where they are.
func NodeFilesOf(c *config.Config, n plan.Node) NodeFiles {
	in := func(name string) string { return filepath.Join(c.PKI(), name) }
	return NodeFiles{
		CA:      in("ca.crt"),
		Pair:    Pair{in(n.Name + ".crt"), in(n.Name + ".key")},
		Kubelet: filepath.Join(c.NodeDir(n), "kubelet.kubeconfig"),
		Proxy:   filepath.Join(c.NodeDir(n), "kube-proxy.kubeconfig"),
	}
}

package pki

import (
	"crypto/tls"
	"crypto/x509"
	"os"
	"path/filepath"
	"testing"

	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/plan"

	"k8s.io/client-go/tools/clientcmd"
)

func testConfig(t *testing.T) *config.Config {
	t.Helper()
	return &config.Config{Dir: t.TempDir(), Name: "lab", Port: 8443, Nodes: 2}
}

func TestEverythingIsSignedByTheAuthority(t *testing.T) {
	c := testConfig(t)
	set, err := Prepare(c)
	if err != nil {
		t.Fatal(err)
	}
	roots := x509.NewCertPool()
	pem, err := os.ReadFile(set.CA.CertFile())
	if err != nil || !roots.AppendCertsFromPEM(pem) {
		t.Fatal("the authority's certificate cannot be read")
	}
	for host, pair := range map[string]Pair{
		plan.ControlPlaneIP: set.APIServer,
		"localhost":         set.Rancher,
		plan.NodeAt(2).IP:   NodeFilesOf(c, plan.NodeAt(2)).Pair,
	} {
		loaded, err := tls.LoadX509KeyPair(pair.CertFile, pair.KeyFile)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := loaded.Leaf.Verify(x509.VerifyOptions{Roots: roots, DNSName: host}); err != nil {
			t.Errorf("%s: %v", host, err)
		}
	}
	if _, err := os.Stat(NodeFilesOf(c, plan.NodeAt(3)).Kubelet); err == nil {
		t.Error("a node that is not there has a kubeconfig")
	}
}

func TestTheSecondTimeKeepsKeysAndFollowsThePort(t *testing.T) {
	c := testConfig(t)
	first, err := Prepare(c)
	if err != nil {
		t.Fatal(err)
	}
	before, err := os.ReadFile(first.APIServer.CertFile)
	if err != nil {
		t.Fatal(err)
	}
	c.Port, c.Nodes = 9443, 3
	if _, err := Prepare(c); err != nil {
		t.Fatal(err)
	}
	after, err := os.ReadFile(first.APIServer.CertFile)
	if err != nil || string(after) != string(before) {
		t.Error("the API server has a new certificate")
	}
	cfg, err := clientcmd.LoadFromFile(c.AdminKubeconfig())
	if err != nil || cfg.Clusters["lab"].Server != "https://127.0.0.1:9444" {
		t.Errorf("kubeconfig: %v, %v", cfg, err)
	}
	if _, err := os.Stat(NodeFilesOf(c, plan.NodeAt(3)).Kubelet); err != nil {
		t.Error(err)
	}
}

func TestKeysAreNotReadableByOthers(t *testing.T) {
	c := testConfig(t)
	if _, err := Prepare(c); err != nil {
		t.Fatal(err)
	}
	keys, err := filepath.Glob(filepath.Join(c.PKI(), "*.key"))
	if err != nil || len(keys) == 0 {
		t.Fatal("no keys")
	}
	for _, k := range keys {
		if st, err := os.Stat(k); err != nil || st.Mode().Perm() != 0o600 {
			t.Errorf("%s has mode %v", k, st.Mode())
		}
	}
}

func TestABrokenAuthorityIsAnErrorNotANewOne(t *testing.T) {
	dir := t.TempDir()
	if _, err := OpenAuthority(dir, "ca"); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "ca.key"), []byte("rubbish"), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := OpenAuthority(dir, "ca"); err == nil {
		t.Error("a broken key was accepted")
	}
}

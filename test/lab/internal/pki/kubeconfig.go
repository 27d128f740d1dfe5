package pki

import (
	"fmt"
	"os"

	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
)

// Kubeconfig writes a file that reaches a server with a client certificate.
// Everything is inside the file, so it may be copied elsewhere.
func (a *Authority) Kubeconfig(path, server, user string, pair Pair) error {
	var data [3][]byte
	for i, file := range []string{a.CertFile(), pair.CertFile, pair.KeyFile} {
		b, err := os.ReadFile(file)
		if err != nil {
			return fmt.Errorf("kubeconfig of %s: %w", user, err)
		}
		data[i] = b
	}
	cfg := api.NewConfig()
	cfg.Clusters["lab"] = &api.Cluster{Server: server, CertificateAuthorityData: data[0]}
	cfg.AuthInfos[user] = &api.AuthInfo{ClientCertificateData: data[1], ClientKeyData: data[2]}
	cfg.Contexts["lab"] = &api.Context{Cluster: "lab", AuthInfo: user}
	cfg.CurrentContext = "lab"
	if err := clientcmd.WriteToFile(*cfg, path); err != nil {
		return fmt.Errorf("kubeconfig of %s: %w", user, err)
	}
	return nil
}

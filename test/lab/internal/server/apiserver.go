package server

import (
	"context"
	"errors"
	"fmt"

	"cassandra-for-rancher/lab/internal/pki"
	"cassandra-for-rancher/lab/internal/plan"

	"github.com/spf13/pflag"
	cliflag "k8s.io/component-base/cli/flag"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/cmd/kube-apiserver/app/options"
)

// The components are started by the functions below their cobra commands: those
// commands install signal handlers, which a process may do only once.

func runAPIServer(ctx context.Context, keys *pki.Set) error {
	opts := options.NewServerRunOptions()
	if err := parse(opts.Flags(), apiServerArgs(keys)); err != nil {
		return err
	}
	if err := opts.GenericServerRunOptions.ComponentGlobalsRegistry.Set(); err != nil {
		return err
	}
	completed, err := opts.Complete(ctx)
	if err != nil {
		return err
	}
	if errs := completed.Validate(); len(errs) > 0 {
		return errors.Join(errs...)
	}
	return app.Run(ctx, completed)
}

func apiServerArgs(keys *pki.Set) []string {
	return []string{
		"--etcd-servers=" + etcdURL,
		"--bind-address=0.0.0.0", // of the namespace
		"--advertise-address=" + plan.ControlPlaneIP,
		fmt.Sprintf("--secure-port=%d", plan.APIPort),
		"--tls-cert-file=" + keys.APIServer.CertFile,
		"--tls-private-key-file=" + keys.APIServer.KeyFile,
		"--client-ca-file=" + keys.CA.CertFile(),
		"--kubelet-client-certificate=" + keys.KubeletClient.CertFile,
		"--kubelet-client-key=" + keys.KubeletClient.KeyFile,
		"--kubelet-certificate-authority=" + keys.CA.CertFile(),
		"--kubelet-preferred-address-types=InternalIP",
		"--service-account-key-file=" + keys.SigningPublic,
		"--service-account-signing-key-file=" + keys.SigningKey,
		"--service-account-issuer=https://kubernetes.default.svc." + plan.Domain,
		"--service-cluster-ip-range=" + plan.ServicesCIDR,
		"--authorization-mode=Node,RBAC",
		"--enable-admission-plugins=NodeRestriction",
		"--allow-privileged=true",
		// Whoever registers an APIService wants these.
		"--requestheader-client-ca-file=" + keys.FrontProxyCA.CertFile(),
		"--requestheader-allowed-names=front-proxy-client",
		"--requestheader-extra-headers-prefix=X-Remote-Extra-",
		"--requestheader-group-headers=X-Remote-Group",
		"--requestheader-username-headers=X-Remote-User",
		"--proxy-client-cert-file=" + keys.FrontProxy.CertFile,
		"--proxy-client-key-file=" + keys.FrontProxy.KeyFile,
		"--enable-aggregator-routing=true",
		"--profiling=false",
	}
}

// parse sets a component's flags as its command line would.
func parse(sets cliflag.NamedFlagSets, args []string) error {
	all := pflag.NewFlagSet("lab", pflag.ContinueOnError)
	for _, fs := range sets.FlagSets {
		all.AddFlagSet(fs)
	}
	return all.Parse(args)
}

package server

import (
	"context"
	"fmt"

	"cassandra-for-rancher/lab/internal/plan"

	"github.com/coredns/caddy"
	"github.com/coredns/coredns/core/dnsserver"
	_ "github.com/coredns/coredns/plugin/bind"
	_ "github.com/coredns/coredns/plugin/cache"
	_ "github.com/coredns/coredns/plugin/errors"
	_ "github.com/coredns/coredns/plugin/kubernetes"
	_ "github.com/coredns/coredns/plugin/template"
)

func runDNS(ctx context.Context, kubeconfig string) error {
	caddy.Quiet, dnsserver.Quiet = true, true
	caddy.AppName = "CoreDNS"
	instance, err := caddy.Start(caddy.CaddyfileInput{
		ServerTypeName: "dns",
		Filepath:       "Corefile",
		Contents:       []byte(corefile(kubeconfig)),
	})
	if err != nil {
		return err
	}
	<-ctx.Done()
	return instance.Stop()
}

// corefile keeps answers for seconds only: tests move pods and expect to find
// them. Names outside the cluster do not exist here, which is said at once; that
// takes a zone of its own, because within one the template would come first.
func corefile(kubeconfig string) string {
	return fmt.Sprintf(`%[1]s:53 in-addr.arpa:53 ip6.arpa:53 {
	bind %[2]s
	errors
	cache 2 {
		denial 100 1
	}
	kubernetes %[1]s in-addr.arpa ip6.arpa {
		kubeconfig %[3]s lab
		pods insecure
		ttl 2
	}
}
.:53 {
	bind %[2]s
	template ANY ANY {
		rcode NXDOMAIN
	}
}
`, plan.Domain, plan.ControlPlaneIP, kubeconfig)
}

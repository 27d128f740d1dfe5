// Package rancher is the Rancher side of the lab: a real Steve server over the
// lab's Kubernetes, and around it the few endpoints, objects and rights that the
// Rancher dashboard expects of a Rancher server and Steve does not bring.
//
// A request goes through these rooms in this order:
//
//	server.go     TLS, request log, the table of routes
//	guard.go      drops identity headers, refuses foreign origins, finds the session
//	login.go, norman.go, plugin_files.go, dashboard.go   what is answered here
//	steve.go      everything else: Steve and, through it, the Kubernetes API
//
// Whatever reaches Kubernetes is impersonated as the session's user, so the RBAC
// objects of rbac.go are the only thing that decides what somebody may do.
package rancher

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"net"
	"os"

	"k8s.io/client-go/discovery"
	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
)

// Version is the Rancher version that is reported; @rancher/shell 3.0.13 is the
// dashboard of this release.
const Version = "v2.15.0"

// Options is all that the Rancher side needs to know of the lab.
type Options struct {
	REST              *rest.Config // cluster-admin
	Listener          net.Listener // open already; TLS is served on it
	CertFile, KeyFile string
	Dashboard         string // folder of the static dashboard build; may be ""
	Plugins           string // folder with NAME-VERSION extension builds; may be "" and may change at any time
	URL               string // how a browser reaches the listener, e.g. https://127.0.0.1:8443
	StateDir          string // sessions, preferences, Steve's cache, request log
	Nodes             int
	Log               func(format string, a ...any)
}

func (o Options) validate() error {
	switch {
	case o.REST == nil:
		return errors.New("no Kubernetes configuration given")
	case o.Listener == nil:
		return errors.New("no listener given")
	case o.StateDir == "":
		return errors.New("no state directory given")
	case o.URL == "":
		return errors.New("no URL given")
	case o.Log == nil:
		return errors.New("no log function given")
	}
	return nil
}

// Serve makes the objects that a Rancher server would have made, starts Steve
// and serves until ctx is done. It calls ready once a login can work.
func Serve(ctx context.Context, o Options, ready func()) error {
	if err := o.validate(); err != nil {
		return fmt.Errorf("rancher: %w", err)
	}
	cert, err := tls.LoadX509KeyPair(o.CertFile, o.KeyFile)
	if err != nil {
		return fmt.Errorf("rancher: TLS certificate: %w", err)
	}
	if err := os.MkdirAll(o.StateDir, 0o700); err != nil {
		return fmt.Errorf("rancher: state directory: %w", err)
	}
	if err := serve(ctx, o, cert, ready); err != nil {
		return fmt.Errorf("rancher: %w", err)
	}
	return nil
}

func serve(ctx context.Context, o Options, cert tls.Certificate, ready func()) error {
	dyn, err := dynamic.NewForConfig(unlimited(o.REST))
	if err != nil {
		return fmt.Errorf("Kubernetes client: %w", err)
	}
	kubernetesVersion, err := serverVersion(o.REST)
	if err != nil {
		return err
	}
	objects := &applier{dyn: dyn}
	if err := seed(ctx, objects, seedFacts{URL: o.URL, Kubernetes: kubernetesVersion, Nodes: o.Nodes}); err != nil {
		return err
	}
	plugins := &pluginSync{dir: o.Plugins, url: o.URL, objects: objects, log: o.Log}
	if err := plugins.once(ctx); err != nil {
		return err
	}
	prefs, err := openPreferences(o.StateDir)
	if err != nil {
		return err
	}
	sessions, err := openSessions(o.StateDir)
	if err != nil {
		return err
	}
	steve, err := startSteve(ctx, o.REST, o.StateDir, prefs)
	if err != nil {
		return err
	}
	if err := filledIn(ctx, objects); err != nil {
		return err
	}
	requests, err := openRequestLog(o.StateDir)
	if err != nil {
		return err
	}
	defer requests.close()

	go plugins.watch(ctx)
	handler := newHandler(handlerConfig{
		steve:     steve,
		sessions:  sessions,
		plugins:   pluginFiles{dir: o.Plugins, list: objects.plugins},
		dashboard: o.Dashboard,
	})
	return listen(ctx, o.Listener, cert, requests.wrap(handler), requests, ready)
}

func serverVersion(config *rest.Config) (string, error) {
	client, err := discovery.NewDiscoveryClientForConfig(config)
	if err != nil {
		return "", fmt.Errorf("Kubernetes client: %w", err)
	}
	info, err := client.ServerVersion()
	if err != nil {
		return "", fmt.Errorf("ask the Kubernetes API server for its version: %w", err)
	}
	return info.GitVersion, nil
}

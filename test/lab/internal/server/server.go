// Package server is the lab's control plane in one process: etcd, the API
// server, controllers, scheduler, DNS, the volume provisioner and Rancher.
//
//	etcd.go         the store, opened first and closed last
//	apiserver.go    the API server
//	controllers.go  controller manager and scheduler
//	dns.go          CoreDNS
//	storage.go      StorageClasses and the provisioner
//	nodes.go        forgets nodes that this run does not have
package server

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"time"

	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/pki"
	"cassandra-for-rancher/lab/internal/rancher"

	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/client-go/tools/clientcmd"
)

// Options is what the server needs from the process that starts it: listeners
// that were opened at the host, and where to report what happens.
type Options struct {
	Config  *config.Config
	Rancher net.Listener
	API     net.Listener
	Events  *Events
}

// controlPlane is one run.
type controlPlane struct {
	Options
	keys   *pki.Set
	rest   *rest.Config
	client kubernetes.Interface
	failed chan error
}

// Run serves until ctx is done. The error says in one line what went wrong.
func Run(ctx context.Context, o Options) error {
	// Steve writes files into the working directory.
	if err := os.Chdir(o.Config.Run()); err != nil {
		return err
	}
	keys, err := pki.Open(o.Config)
	if err != nil {
		return err
	}
	cp := &controlPlane{Options: o, keys: keys, failed: make(chan error, 8)}
	store, err := startEtcd(ctx, o.Config.Path("etcd"))
	if err != nil {
		return err
	}
	o.Events.Ready("etcd")

	// The API server outlives its clients by a moment, and etcd outlives both:
	// whoever still writes while the lab ends must find the one below.
	apiCtx, stopAPI := context.WithCancel(context.WithoutCancel(ctx))
	apiDone := make(chan struct{})
	go func() {
		defer close(apiDone)
		cp.fail("API server", runAPIServer(apiCtx, keys))
	}()
	err = cp.serve(ctx)
	stopAPI()
	select {
	case <-apiDone:
	case <-time.After(2 * time.Second): // it waits for watches that nobody ends
	}
	store.close()
	return err
}

// serve starts everything above the API server and waits for the end.
func (cp *controlPlane) serve(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	if err := cp.connect(); err != nil {
		return err
	}
	if err := cp.untilReady(ctx); err != nil {
		return cp.reason(ctx, err)
	}
	forward(ctx, cp.API, localAPI)
	cp.Events.Ready("apiserver")

	cp.start(ctx, "controller manager", func() error { return runControllerManager(ctx, cp.keys) })
	cp.start(ctx, "scheduler", func() error { return runScheduler(ctx, cp.keys) })
	cp.start(ctx, "DNS", func() error { return runDNS(ctx, cp.keys.Admin) })
	cp.start(ctx, "storage", func() error { return runProvisioner(ctx, cp.client, cp.Config.Volumes) })
	cp.start(ctx, "node list", func() error { return forgetNodes(ctx, cp.client, cp.Config.Nodes) })
	cp.start(ctx, "Rancher", func() error { return cp.runRancher(ctx) })

	select {
	case <-ctx.Done():
		return nil
	case err := <-cp.failed:
		return err
	}
}

// connect makes the administrator's client.
func (cp *controlPlane) connect() error {
	cfg, err := clientcmd.BuildConfigFromFlags("", cp.keys.Admin)
	if err != nil {
		return err
	}
	cfg.QPS, cfg.Burst = 100, 200
	cp.rest = cfg
	cp.client, err = kubernetes.NewForConfig(cfg)
	return err
}

func (cp *controlPlane) untilReady(ctx context.Context) error {
	ctx, cancel := context.WithTimeout(ctx, 2*time.Minute)
	defer cancel()
	var last error
	for {
		answer, err := cp.client.Discovery().RESTClient().Get().AbsPath("/readyz").DoRaw(ctx)
		if err == nil && string(answer) == "ok" {
			return nil
		}
		if err != nil && ctx.Err() == nil {
			last = err
		}
		select {
		case <-ctx.Done():
			return fmt.Errorf("the API server does not become ready: %w", errors.Join(last, ctx.Err()))
		case err := <-cp.failed:
			return err
		case <-time.After(50 * time.Millisecond):
		}
	}
}

// reason prefers the end of the lab to what it made fail.
func (cp *controlPlane) reason(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return nil
	}
	return err
}

// start runs a part; the first that fails ends the whole.
func (cp *controlPlane) start(ctx context.Context, name string, run func() error) {
	go func() {
		err := run()
		if ctx.Err() == nil {
			cp.fail(name, err)
		}
	}()
}

func (cp *controlPlane) fail(name string, err error) {
	if err == nil {
		return
	}
	select {
	case cp.failed <- fmt.Errorf("%s: %w", name, err):
	default: // the first error is the one that is told
	}
}

func (cp *controlPlane) runRancher(ctx context.Context) error {
	return rancher.Serve(ctx, rancher.Options{
		REST:      rest.CopyConfig(cp.rest),
		Listener:  cp.Rancher,
		CertFile:  cp.keys.Rancher.CertFile,
		KeyFile:   cp.keys.Rancher.KeyFile,
		Dashboard: cp.Config.Dashboard,
		Plugins:   cp.Config.Plugins,
		URL:       cp.Config.URL(),
		StateDir:  cp.Config.Path("rancher"),
		Nodes:     cp.Config.Nodes,
		Log:       logf,
	}, func() { cp.Events.Ready("rancher") })
}

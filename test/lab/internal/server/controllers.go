package server

import (
	"context"

	"cassandra-for-rancher/lab/internal/pki"
	"cassandra-for-rancher/lab/internal/plan"

	managerapp "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	manageropts "k8s.io/kubernetes/cmd/kube-controller-manager/app/options"
	schedulerapp "k8s.io/kubernetes/cmd/kube-scheduler/app"
	scheduleropts "k8s.io/kubernetes/cmd/kube-scheduler/app/options"
)

func runControllerManager(ctx context.Context, keys *pki.Set) error {
	opts, err := manageropts.NewKubeControllerManagerOptions()
	if err != nil {
		return err
	}
	known, off, aliases := managerapp.KnownControllers(), managerapp.ControllersDisabledByDefault(), managerapp.ControllerAliases()
	flags := opts.Flags(known, off, aliases)
	opts.ParsedFlags = &flags
	if err := parse(flags, controllerManagerArgs(keys)); err != nil {
		return err
	}
	if err := opts.ComponentGlobalsRegistry.Set(); err != nil {
		return err
	}
	cfg, err := opts.Config(ctx, known, off, aliases)
	if err != nil {
		return err
	}
	return managerapp.Run(ctx, cfg.Complete())
}

func controllerManagerArgs(keys *pki.Set) []string {
	return append(loopback(keys.Controllers),
		"--service-account-private-key-file="+keys.SigningKey,
		"--root-ca-file="+keys.CA.CertFile(),
		"--cluster-signing-cert-file="+keys.CA.CertFile(),
		"--cluster-signing-key-file="+keys.CA.KeyFile(),
		"--use-service-account-credentials=true",
		"--service-cluster-ip-range="+plan.ServicesCIDR,
		// A lost node is to be seen within half a minute, not a whole one.
		"--node-monitor-period=2s",
		"--node-monitor-grace-period=20s",
	)
}

func runScheduler(ctx context.Context, keys *pki.Set) error {
	opts := scheduleropts.NewOptions()
	if err := parse(*opts.Flags, loopback(keys.Scheduler)); err != nil {
		return err
	}
	if err := opts.ComponentGlobalsRegistry.Set(); err != nil {
		return err
	}
	cfg, scheduler, err := schedulerapp.Setup(ctx, opts)
	if err != nil {
		return err
	}
	return schedulerapp.Run(ctx, cfg, scheduler)
}

// loopback is what both have in common: one kubeconfig, one instance, nothing
// served beyond the namespace's own loopback.
func loopback(kubeconfig string) []string {
	return []string{
		"--kubeconfig=" + kubeconfig,
		"--authentication-kubeconfig=" + kubeconfig,
		"--authorization-kubeconfig=" + kubeconfig,
		"--bind-address=127.0.0.1",
		"--leader-elect=false",
		"--profiling=false",
	}
}

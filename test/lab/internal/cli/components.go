package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"net"
	"os"
	"os/signal"
	"syscall"

	"cassandra-for-rancher/lab/internal/cgroup"
	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/node"
	"cassandra-for-rancher/lab/internal/plan"
	"cassandra-for-rancher/lab/internal/server"

	"k8s.io/component-base/cli"
	kubectlcmd "k8s.io/kubectl/pkg/cmd"
	kubectlutil "k8s.io/kubectl/pkg/cmd/util"
	proxyapp "k8s.io/kubernetes/cmd/kube-proxy/app"
	kubeletapp "k8s.io/kubernetes/cmd/kubelet/app"
)

// components are the processes of the lab itself; no user types these.
var components = map[string]func(args []string) error{
	serverCommand: runServer,
	nodeCommand:   runNode,
	probeCommand:  runProbe,
	"kubelet": func(args []string) error {
		cmd := kubeletapp.NewKubeletCommand(context.Background())
		cmd.SetArgs(args)
		return exitCodeOf(cli.Run(cmd))
	},
	"kube-proxy": func(args []string) error {
		cmd := proxyapp.NewProxyCommand()
		cmd.SetArgs(args)
		return exitCodeOf(cli.Run(cmd))
	},
}

const (
	serverCommand = "server"
	nodeCommand   = "node"
	probeCommand  = "probe"
)

// Files that the server inherits.
const (
	eventsFD = 3 + iota
	rancherFD
	apiFD
)

func exitCodeOf(code int) error {
	if code == 0 {
		return nil
	}
	return exitCode(code)
}

// settings reads what the command line of a component says.
func settings(name string, args []string, more func(fs *flag.FlagSet)) (*config.Config, error) {
	fs := flag.NewFlagSet(name, flag.ContinueOnError)
	c := config.Register(fs)
	if more != nil {
		more(fs)
	}
	if err := fs.Parse(args); err != nil {
		return nil, err
	}
	return c, c.Resolve()
}

func runServer(args []string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	events := &server.Events{W: os.NewFile(eventsFD, "events")}
	err := serve(ctx, args, events)
	if err != nil {
		events.Failed(err)
		return exitCode(1)
	}
	return nil
}

func serve(ctx context.Context, args []string, events *server.Events) error {
	c, err := settings(serverCommand, args, nil)
	if err != nil {
		return err
	}
	hierarchies, err := cgroup.Mounted()
	if err != nil {
		return err
	}
	if err := cgroup.Enter(hierarchies, serverGroup(c)); err != nil {
		return err
	}
	rancher, err := inherited(rancherFD)
	if err != nil {
		return err
	}
	api, err := inherited(apiFD)
	if err != nil {
		return err
	}
	return server.Run(ctx, server.Options{Config: c, Rancher: rancher, API: api, Events: events})
}

func inherited(fd uintptr) (net.Listener, error) {
	f := os.NewFile(fd, "listener")
	defer f.Close() // the listener has a copy
	l, err := net.FileListener(f)
	if err != nil {
		return nil, fmt.Errorf("inherited listener: %w", err)
	}
	return l, nil
}

func runNode(args []string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM, syscall.SIGINT)
	defer stop()
	index := 0
	c, err := settings(nodeCommand, args, func(fs *flag.FlagSet) { fs.IntVar(&index, "index", 0, "") })
	if err != nil {
		return err
	}
	return node.Init(ctx, c, plan.NodeAt(index))
}

// kubectl is the real one, with the lab's administrator.
func kubectl(args []string) error {
	// Its own flags are kubectl's, so the lab is told by the environment only.
	c, err := settings("kubectl", nil, nil)
	if err != nil {
		return err
	}
	if _, err := os.Stat(c.AdminKubeconfig()); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no lab in %s; lab up makes one", c.Dir)
	}
	if err := os.Setenv("KUBECONFIG", c.AdminKubeconfig()); err != nil {
		return err
	}
	os.Args = append([]string{"kubectl"}, args...) // it looks there for plugins
	cmd := kubectlcmd.NewDefaultKubectlCommand()
	cmd.SetArgs(args)
	if err := cli.RunNoErrOutput(cmd); err != nil {
		kubectlutil.CheckErr(err) // prints it as kubectl does, and exits
	}
	return nil
}

// Package cli is what a user types: it starts, stops and shows the lab.
//
//	main.go       the table of commands
//	up.go         starting; daemons.go the processes, images.go and wait.go what follows
//	down.go       stopping, whatever state the lab is in
//	preflight.go  what this machine lacks; packages.go installs some of it
//	running.go    whether a lab runs, and with which settings
//	status.go logs.go user.go   looking at it
//	components.go the processes of the lab itself
package cli

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"cassandra-for-rancher/lab/internal/config"
)

// command is one of the lab's. It gets what follows its flags on the command line.
type command struct {
	name, args, help string
	run              func(ctx context.Context, c *config.Config, args []string) error
	flags            func(fs *flag.FlagSet) // of its own, beside the common ones
}

func commands() []command {
	follow := &logsCommand{}
	return []command{
		{name: "up", help: "start the lab, or say that it runs", run: up},
		{name: "down", help: "stop the lab and keep its state", run: down},
		{name: "status", help: "show what runs (exit status 3: nothing)", run: status},
		{name: "reset", help: "stop the lab and delete its state", run: reset},
		{name: "kubectl", args: "…", help: "kubectl as cluster administrator"},
		{name: "logs", args: "[-f] [NAME]", help: "show a log, or the names of all", run: follow.run, flags: follow.flags},
		{name: "user", args: "NAME", help: "show a login and write its kubeconfig", run: user},
		{name: "images", help: "only make the container images", run: images},
	}
}

// exitCode is an error that has been told already.
type exitCode int

func (e exitCode) Error() string { return fmt.Sprintf("exit status %d", int(e)) }

// Main runs a command line and gives its exit status.
func Main(args []string) int {
	if len(args) == 0 {
		usage(os.Stderr)
		return 2
	}
	name, args := args[0], args[1:]
	if run, ok := components[name]; ok {
		return told(run(args))
	}
	switch name {
	case "help", "-h", "--help":
		usage(os.Stdout)
		return 0
	case "kubectl":
		return told(kubectl(args))
	}
	for _, cmd := range commands() {
		if cmd.name == name {
			return told(runCommand(cmd, args))
		}
	}
	fmt.Fprintf(os.Stderr, "✗ there is no command %q; lab help lists them\n", name)
	return 2
}

func runCommand(cmd command, args []string) error {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	defer stop()
	fs := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
	fs.SetOutput(io.Discard) // errors are one line, told below
	c := config.Register(fs)
	if cmd.flags != nil {
		cmd.flags(fs)
	}
	switch err := fs.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		fmt.Printf("lab %s %s: %s\n\n", cmd.name, cmd.args, cmd.help)
		fs.SetOutput(os.Stdout)
		fs.PrintDefaults()
		return nil
	case err != nil:
		return err
	}
	if cmd.args == "" && fs.NArg() > 0 {
		return fmt.Errorf("lab %s takes no argument %q", cmd.name, fs.Arg(0))
	}
	if err := c.Resolve(); err != nil {
		return err
	}
	return cmd.run(ctx, c, fs.Args())
}

// told prints an error as one line and gives the exit status.
func told(err error) int {
	var code exitCode
	switch {
	case err == nil:
		return 0
	case errors.As(err, &code):
		return int(code)
	}
	fmt.Fprintln(os.Stderr, "✗ "+oneLine(err.Error()))
	return 1
}

func usage(w io.Writer) {
	fmt.Fprintln(w, "lab COMMAND, one of")
	for _, cmd := range commands() {
		fmt.Fprintf(w, "  %-20s %s\n", cmd.name+" "+cmd.args, cmd.help)
	}
	fmt.Fprintln(w, "lab COMMAND --help lists a command's settings.")
}

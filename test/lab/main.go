// Lab runs a whole Kubernetes with real nodes, Rancher's API and dashboard, and
// images of Cassandra, on one machine, in namespaces of its own. README.md says
// how to use it and how it works.
package main

import (
	"os"

	"cassandra-for-rancher/lab/internal/cli"
)

func main() { os.Exit(cli.Main(os.Args[1:])) }

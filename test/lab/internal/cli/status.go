package cli

import (
	"context"
	"fmt"
	"os"
	"strings"
	"time"

	"cassandra-for-rancher/lab/internal/cgroup"
	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/plan"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
)

const (
	statusSick = exitCode(1)
	statusDown = exitCode(3) // as service managers have it
)

func status(ctx context.Context, c *config.Config, _ []string) error {
	if err := mustBeRoot(); err != nil {
		return err
	}
	r, ok, err := load(c)
	if err != nil {
		return err
	}
	if !ok {
		if pid := holder(c.Name); pid > 0 {
			fmt.Printf("The lab %s is being started or stopped by process %d.\n", c.Name, pid)
			return statusSick
		}
		if anyRemains(c) {
			fmt.Printf("The lab %s is down, with remains of an earlier start; lab down removes them.\n", c.Name)
			return statusDown
		}
		fmt.Printf("The lab %s is down.\n", c.Name)
		return statusDown
	}
	h := examine(ctx, r)
	s := newSteps(os.Stdout)
	s.print("lab        %s in %s, up for %s", c.Name, c.Dir, time.Since(r.Began).Round(time.Second))
	s.print("Rancher    %s", withError(r.Config.URL(), h.rancher))
	s.print("Kubernetes %s", withError(r.Config.APIURL(), h.api))
	for _, n := range plan.Nodes(r.Config.Nodes) {
		s.print("%-10s %s", n.Name, nodeState(h, n))
	}
	if h.api == nil {
		s.print("pods       %s", pods(ctx, &r.Config))
	}
	s.print("memory     %s", memoryInUse(&r.Config))
	if !h.good(r.Config.Nodes) {
		return statusSick
	}
	return nil
}

func withError(url string, err error) string {
	if err != nil {
		return url + "  ✗ " + oneLine(err.Error())
	}
	return url
}

func nodeState(h health, n plan.Node) string {
	alive, ready := false, false
	for _, a := range h.nodes {
		alive = alive || a == n
	}
	for _, name := range h.ready {
		ready = ready || name == n.Name
	}
	switch {
	case !alive:
		return "✗ not running"
	case !ready:
		return "✗ runs, but is not ready"
	}
	return fmt.Sprintf("ready, %s, zone %s", n.IP, n.Zone)
}

func pods(ctx context.Context, c *config.Config) string {
	k, err := client(c)
	if err != nil {
		return err.Error()
	}
	list, err := k.CoreV1().Pods("").List(ctx, meta.ListOptions{})
	if err != nil {
		return err.Error()
	}
	count := map[core.PodPhase]int{}
	for _, p := range list.Items {
		count[p.Status.Phase]++
	}
	var parts []string
	for _, phase := range []core.PodPhase{core.PodRunning, core.PodPending, core.PodFailed, core.PodSucceeded, core.PodUnknown} {
		if count[phase] > 0 {
			parts = append(parts, fmt.Sprintf("%d %s", count[phase], strings.ToLower(string(phase))))
		}
	}
	if len(parts) == 0 {
		return "none"
	}
	return strings.Join(parts, ", ")
}

// memoryInUse adds up the proportional part of each process, so that what
// several share is counted once.
func memoryInUse(c *config.Config) string {
	hierarchies, err := cgroup.Mounted()
	if err != nil {
		return err.Error()
	}
	var sum uint64
	for _, pid := range cgroup.Processes(hierarchies, "/"+c.Name) {
		b, err := os.ReadFile(fmt.Sprintf("/proc/%d/smaps_rollup", pid))
		if err != nil {
			continue // it has ended meanwhile
		}
		for _, line := range strings.Split(string(b), "\n") {
			if rest, ok := strings.CutPrefix(line, "Pss:"); ok {
				var kib uint64
				if _, err := fmt.Sscan(rest, &kib); err == nil {
					sum += kib << 10
				}
			}
		}
	}
	return fmt.Sprintf("%.1f GiB, pods included", inGiB(sum))
}

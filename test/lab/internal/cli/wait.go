package cli

import (
	"context"
	"errors"
	"fmt"
	"time"

	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/process"

	core "k8s.io/api/core/v1"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
)

// waitLimit is far above what a busy machine needs, some 25 s.
const waitLimit = 3 * time.Minute

func client(c *config.Config) (*kubernetes.Clientset, error) {
	cfg, err := clientcmd.BuildConfigFromFlags("", c.AdminKubeconfig())
	if err != nil {
		return nil, err
	}
	cfg.Timeout = 5 * time.Second
	return kubernetes.NewForConfig(cfg)
}

// readyNodes names the nodes that Kubernetes calls ready, by a report that is
// not older than since: etcd still has the words of the run before.
func readyNodes(ctx context.Context, c *config.Config, since time.Time) ([]string, error) {
	k, err := client(c)
	if err != nil {
		return nil, err
	}
	list, err := k.CoreV1().Nodes().List(ctx, meta.ListOptions{})
	if err != nil {
		return nil, err
	}
	var ready []string
	for _, n := range list.Items {
		for _, condition := range n.Status.Conditions {
			if condition.Type == core.NodeReady && condition.Status == core.ConditionTrue && !condition.LastHeartbeatTime.Time.Before(since) {
				ready = append(ready, n.Name)
			}
		}
	}
	return ready, nil
}

// nodesReady waits for all nodes.
func (d *daemons) nodesReady(ctx context.Context, since time.Time, s *steps) error {
	since = since.Truncate(time.Second) // as reports are
	seen := map[string]func(){}
	for _, n := range d.nodes {
		seen[n.Name] = s.begin(n.Name + " is ready")
	}
	err := d.poll(ctx, "the nodes to become ready", func() (bool, error) {
		ready, err := readyNodes(ctx, d.config, since)
		for _, name := range ready {
			if done := seen[name]; done != nil {
				done()
				delete(seen, name)
			}
		}
		return err == nil && len(seen) == 0, err
	})
	if err != nil && ctx.Err() == nil {
		for name := range seen { // one of them says enough
			return fmt.Errorf("%w: %s says %s", err, name, hint(d.config, name+"/kubelet"))
		}
	}
	return err
}

// poll waits for a condition, as long as all nodes live.
func (d *daemons) poll(ctx context.Context, what string, check func() (bool, error)) error {
	var last error
	for deadline := time.Now().Add(waitLimit); time.Now().Before(deadline); {
		if err := d.nodesAlive(); err != nil {
			return err
		}
		ok, err := check()
		if ok {
			return nil
		}
		last = err
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(250 * time.Millisecond):
		}
	}
	return errors.Join(fmt.Errorf("waited %v for %s", waitLimit, what), last)
}

func (d *daemons) nodesAlive() error {
	for _, n := range d.nodes {
		id, err := process.Load(nodePID(d.config, n))
		if err != nil {
			return err
		}
		if !id.Alive() {
			return fmt.Errorf("%s has ended: %s", n.Name, hint(d.config, n.Name+"/node"))
		}
	}
	return nil
}

package cli

import (
	"context"
	"crypto/tls"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"time"

	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/network"
	"cassandra-for-rancher/lab/internal/plan"
	"cassandra-for-rancher/lab/internal/process"
)

// running is what `up` leaves in the state folder for the commands after it.
type running struct {
	Config config.Config `json:"config"`
	Binary string        `json:"binary"`
	Began  time.Time     `json:"began"`
}

func runningFile(c *config.Config) string { return filepath.Join(c.Run(), "lab.json") }

func serverPID(c *config.Config) string { return filepath.Join(c.Run(), "server.pid") }

func nodePID(c *config.Config, n plan.Node) string {
	return filepath.Join(c.Run(), n.Name+".pid")
}

func (r running) save(c *config.Config) error {
	b, err := json.MarshalIndent(r, "", "  ")
	if err != nil {
		return err
	}
	return os.WriteFile(runningFile(c), append(b, '\n'), 0o644)
}

// load reads what runs; ok is false when nothing was started, or not to the end.
func load(c *config.Config) (r running, ok bool, err error) {
	b, err := os.ReadFile(runningFile(c))
	if errors.Is(err, fs.ErrNotExist) {
		return r, false, nil
	}
	if err != nil {
		return r, false, err
	}
	return r, json.Unmarshal(b, &r) == nil, nil
}

// health is what of a lab works.
type health struct {
	server  bool
	nodes   []plan.Node // whose processes live
	ready   []string    // names that Kubernetes calls ready
	rancher error
	api     error
}

func (h health) good(nodes int) bool {
	return h.server && len(h.nodes) == nodes && len(h.ready) == nodes && h.rancher == nil && h.api == nil
}

func examine(ctx context.Context, r running) health {
	ctx, cancel := context.WithTimeout(ctx, 10*time.Second)
	defer cancel()
	c := &r.Config
	var h health
	if id, err := process.Load(serverPID(c)); err == nil {
		h.server = id.Alive()
	}
	for _, n := range plan.Nodes(c.Nodes) {
		if id, err := process.Load(nodePID(c, n)); err == nil && id.Alive() {
			h.nodes = append(h.nodes, n)
		}
	}
	if !h.server {
		h.rancher, h.api = errors.New("not running"), errors.New("not running")
		return h
	}
	h.rancher = answers(ctx, c.URL()+"/rancherversion")
	h.ready, h.api = readyNodes(ctx, c, time.Time{})
	return h
}

// answers says whether a page of the lab is served. The certificate is the
// lab's own and the address is this machine's, so it is not checked.
func answers(ctx context.Context, url string) error {
	transport := &http.Transport{TLSClientConfig: &tls.Config{InsecureSkipVerify: true}}
	defer transport.CloseIdleConnections()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, url, nil)
	if err != nil {
		return err
	}
	answer, err := transport.RoundTrip(request)
	if err != nil {
		return err
	}
	answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return fmt.Errorf("%s answers %s", url, answer.Status)
	}
	return nil
}

// otherOwner finds a lab of the same name with another state folder.
func otherOwner(c *config.Config) error {
	for _, id := range process.InNamespaces(network.Inodes(c.Namespaces())) {
		for _, arg := range id.Args() {
			if dir, ok := strings.CutPrefix(arg, "--dir="); ok && dir != c.Dir {
				return fmt.Errorf("a lab named %s runs already with LAB_DIR=%s: stop that one, or choose another LAB_NAME and LAB_PORT", c.Name, dir)
			}
		}
	}
	return nil
}

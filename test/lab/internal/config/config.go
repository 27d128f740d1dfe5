// Package config holds the settings that all commands of the lab share.
package config

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strconv"

	"cassandra-for-rancher/lab/internal/plan"
)

// Config is what a user may choose. Paths are absolute after Resolve.
type Config struct {
	Dir       string // state: etcd, certificates, logs, each node's folder
	Cache     string // survives reset: images, binaries
	Name      string // prefix of network namespaces and cgroups
	Port      int    // Rancher at 127.0.0.1; the API server is at Port+1
	Nodes     int
	Dashboard string // static dashboard build, may be empty
	Plugins   string // extension builds, may be empty
}

// Register adds the settings to a flag set, with defaults from the environment.
func Register(fs *flag.FlagSet) *Config {
	c := &Config{}
	fs.StringVar(&c.Dir, "dir", env("LAB_DIR", "/var/lib/cassandra-lab"), "state folder (LAB_DIR)")
	fs.StringVar(&c.Cache, "cache", env("LAB_CACHE", defaultCache()), "cache folder (LAB_CACHE)")
	fs.StringVar(&c.Name, "name", env("LAB_NAME", "crlab"), "prefix of namespaces and cgroups (LAB_NAME)")
	fs.IntVar(&c.Port, "port", envInt("LAB_PORT", 8443), "Rancher's port at 127.0.0.1; the API server has the next one (LAB_PORT)")
	fs.IntVar(&c.Nodes, "nodes", envInt("LAB_NODES", 3), "number of nodes (LAB_NODES)")
	fs.StringVar(&c.Dashboard, "dashboard", os.Getenv("LAB_DASHBOARD"), "folder of the static dashboard build (LAB_DASHBOARD)")
	fs.StringVar(&c.Plugins, "plugins", os.Getenv("LAB_PLUGINS"), "folder with extension builds, dist-pkg (LAB_PLUGINS)")
	return c
}

func env(key, fallback string) string {
	if v := os.Getenv(key); v != "" {
		return v
	}
	return fallback
}

// envInt gives -1 for what is no number, so that Resolve names it.
func envInt(key string, fallback int) int {
	v := os.Getenv(key)
	if v == "" {
		return fallback
	}
	n, err := strconv.Atoi(v)
	if err != nil {
		return -1
	}
	return n
}

func defaultCache() string {
	base := os.Getenv("XDG_CACHE_HOME")
	if base == "" {
		home, err := os.UserHomeDir()
		if err != nil {
			home = "/root"
		}
		base = filepath.Join(home, ".cache")
	}
	return filepath.Join(base, "cassandra-for-rancher")
}

var nameRule = regexp.MustCompile(`^[a-z][a-z0-9-]{0,14}$`)

// maxDir leaves room below it for the longest socket path, which the kernel
// limits to 107 characters.
const maxDir = 70

// Resolve makes paths absolute and refuses settings that cannot work.
func (c *Config) Resolve() error {
	for _, p := range []*string{&c.Dir, &c.Cache, &c.Dashboard, &c.Plugins} {
		if *p == "" {
			continue
		}
		real, err := realPath(*p)
		if err != nil {
			return err
		}
		*p = real
	}
	switch {
	case c.Dir == "" || c.Dir == "/":
		return fmt.Errorf("LAB_DIR must be a folder of its own, not %q", c.Dir)
	case len(c.Dir) > maxDir:
		return fmt.Errorf("LAB_DIR %s is longer than %d characters, which leaves no room for socket paths", c.Dir, maxDir)
	case !nameRule.MatchString(c.Name):
		return fmt.Errorf("LAB_NAME %q must be 1 to 15 lower-case letters, digits or dashes and start with a letter", c.Name)
	case c.Port < 1 || c.Port > 65534:
		return fmt.Errorf("LAB_PORT must be a number from 1 to 65534")
	case c.Nodes < 1 || c.Nodes > plan.MaxNodes:
		return fmt.Errorf("the number of nodes must be from 1 to %d", plan.MaxNodes)
	}
	return nil
}

// realPath resolves symbolic links of the part of a path that exists, because
// nodes cover folders of the machine and must know what lies below them.
func realPath(p string) (string, error) {
	abs, err := filepath.Abs(p)
	if err != nil {
		return "", fmt.Errorf("path %s: %w", p, err)
	}
	rest := ""
	for head := abs; ; head = filepath.Dir(head) {
		if real, err := filepath.EvalSymlinks(head); err == nil {
			return filepath.Join(real, rest), nil
		}
		if head == "/" {
			return abs, nil
		}
		rest = filepath.Join(filepath.Base(head), rest)
	}
}

// Args are the settings as flags for one of the lab's own processes.
func (c *Config) Args() []string {
	return []string{
		"--dir=" + c.Dir, "--cache=" + c.Cache, "--name=" + c.Name,
		"--port=" + strconv.Itoa(c.Port), "--nodes=" + strconv.Itoa(c.Nodes),
		"--dashboard=" + c.Dashboard, "--plugins=" + c.Plugins,
	}
}

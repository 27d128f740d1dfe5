package config

import (
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func parse(t *testing.T, args ...string) (*Config, error) {
	t.Helper()
	fs := flag.NewFlagSet("test", flag.ContinueOnError)
	c := Register(fs)
	if err := fs.Parse(args); err != nil {
		t.Fatal(err)
	}
	return c, c.Resolve()
}

func TestEnvironmentGivesDefaultsAndFlagsWin(t *testing.T) {
	t.Setenv("LAB_DIR", "/srv/one")
	t.Setenv("LAB_PORT", "9000")
	c, err := parse(t, "--port=9100")
	if err != nil {
		t.Fatal(err)
	}
	if c.Dir != "/srv/one" || c.Port != 9100 || c.Nodes != 3 || c.Name != "crlab" {
		t.Errorf("got %+v", c)
	}
}

func TestArgsSurviveARoundTrip(t *testing.T) {
	want, err := parse(t, "--dir=/srv/a b", "--name=two", "--nodes=5", "--plugins=/x")
	if err != nil {
		t.Fatal(err)
	}
	got, err := parse(t, want.Args()...)
	if err != nil {
		t.Fatal(err)
	}
	if *got != *want {
		t.Errorf("got %+v, want %+v", got, want)
	}
}

func TestBadSettingsAreNamed(t *testing.T) {
	for arg, word := range map[string]string{
		"--dir=/":                           "LAB_DIR",
		"--dir=/" + strings.Repeat("x", 80): "socket",
		"--name=Lab":                        "LAB_NAME",
		"--name=" + strings.Repeat("x", 16): "LAB_NAME",
		"--port=0":                          "LAB_PORT",
		"--port=65535":                      "LAB_PORT",
		"--nodes=0":                         "nodes",
		"--nodes=10":                        "nodes",
	} {
		if _, err := parse(t, arg); err == nil || !strings.Contains(err.Error(), word) {
			t.Errorf("%s: error %v does not name %s", arg, err, word)
		}
	}
	t.Setenv("LAB_PORT", "https")
	if _, err := parse(t); err == nil || !strings.Contains(err.Error(), "LAB_PORT") {
		t.Errorf("LAB_PORT=https: error %v", err)
	}
}

func TestLinksAreResolvedBelowWhatExists(t *testing.T) {
	base, err := filepath.EvalSymlinks(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink(base, filepath.Join(base, "link")); err != nil {
		t.Fatal(err)
	}
	got, err := realPath(filepath.Join(base, "link", "not", "there"))
	if err != nil || got != filepath.Join(base, "not", "there") {
		t.Errorf("got %s, %v", got, err)
	}
}

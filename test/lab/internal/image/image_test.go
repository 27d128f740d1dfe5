package image

import (
	"errors"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"testing/fstest"
	"time"
)

func TestReleaseKeyFollowsEveryIngredient(t *testing.T) {
	files := func(yaml string) fstest.MapFS {
		return fstest.MapFS{
			"rootfs/base/etc/passwd":                      {Data: []byte("root")},
			"rootfs/common/etc/cassandra/env.sh":          {Data: []byte("env")},
			"rootfs/cassandra-5.0/etc/cassandra/c.yaml":   {Data: []byte(yaml)},
			"rootfs/cassandra-4.1/etc/cassandra/old.yaml": {Data: []byte("other line")},
		}
	}
	r := release{version: "5.0.9", line: "5.0", java: "17"}
	base := []debPackage{{name: "bash", version: "1"}}
	keyOf := func(f fstest.MapFS, r release, b []debPackage) string {
		k, err := releaseKey(f, r, b)
		if err != nil {
			t.Fatal(err)
		}
		return k
	}
	first := keyOf(files("a"), r, base)
	if keyOf(files("a"), r, base) != first {
		t.Fatal("the same ingredients gave another key")
	}
	elsewhere := files("a")
	elsewhere["rootfs/cassandra-4.1/etc/cassandra/old.yaml"].Data = []byte("changed")
	if keyOf(elsewhere, r, base) != first {
		t.Error("a file of another release changed the key")
	}
	for what, other := range map[string]string{
		"a file":           keyOf(files("b"), r, base),
		"the version":      keyOf(files("a"), release{version: "5.0.10", line: "5.0", java: "17"}, base),
		"a Debian package": keyOf(files("a"), r, []debPackage{{name: "bash", version: "2"}}),
	} {
		if other == first {
			t.Errorf("%s does not change the key", what)
		}
	}
	if key("ab", "c") == key("a", "bc") {
		t.Error("parts run into each other")
	}
}

func TestPauseProgramRunsUntilKilled(t *testing.T) {
	path := filepath.Join(t.TempDir(), "pause")
	if err := os.WriteFile(path, pauseProgram(), 0o755); err != nil {
		t.Fatal(err)
	}
	cmd := exec.Command(path)
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait() }()
	// Not the fault of a wrong instruction, which would end it in microseconds,
	// nor of SIGCHLD.
	_ = cmd.Process.Signal(syscall.SIGCHLD)
	select {
	case err := <-ended:
		t.Fatalf("ended by itself: %v", err)
	case <-time.After(200 * time.Millisecond):
	}
	status := string(read(t, filepath.Join("/proc", strconv.Itoa(cmd.Process.Pid), "status")))
	if !strings.Contains(status, "SigIgn:\t0000000000010000") {
		t.Errorf("SIGCHLD is not ignored, so orphans would stay:\n%s", status)
	}
	if !strings.Contains(status, "S (sleeping)") {
		t.Errorf("does not sleep:\n%s", status)
	}
	_ = cmd.Process.Kill()
	<-ended
}

func TestErrorsOfProgramsAreOneLine(t *testing.T) {
	for output, want := range map[string]string{
		"Reading…\nE: Unable to locate package x\nmore": "Unable to locate package x",
		"[ERROR] No plugin\n[ERROR] \n[ERROR] help":     "No plugin",
		"step 1\nlast words\n\n":                        "last words",
		"":                                              "",
	} {
		if got := tellingLine(output); got != want {
			t.Errorf("of %q: %q, want %q", output, got, want)
		}
	}
	_, err := run(t.Context(), "", "sh", "-c", "echo first; echo ERROR: no such thing >&2; exit 3")
	if err == nil || err.Error() != "sh: no such thing (exit status 3)" {
		t.Errorf("got %v", err)
	}
}

func TestFetchOnceIsAllOrNothing(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "jars")
	failure := errors.New("no network")
	err := fetchOnce(dir, func(d string) error {
		writeText(t, filepath.Join(d, "half"), "")
		return failure
	})
	if !errors.Is(err, failure) {
		t.Fatalf("got %v", err)
	}
	for range 2 {
		err := fetchOnce(dir, func(d string) error {
			if _, err := os.Stat(filepath.Join(d, "half")); err == nil {
				t.Error("remains of the failed attempt are there")
			}
			writeText(t, filepath.Join(d, "whole"), "")
			failure = nil
			return nil
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if failure != nil {
		t.Error("nothing was fetched")
	}
	read(t, filepath.Join(dir, "whole"))
}

func TestArchivesUnusedForLongAreDeleted(t *testing.T) {
	dir := t.TempDir()
	used := filepath.Join(dir, "used.tar")
	for name, age := range map[string]time.Duration{"used": 30 * 24 * time.Hour, "recent": 24 * time.Hour, "old": 8 * 24 * time.Hour} {
		path := filepath.Join(dir, name+".tar")
		writeText(t, path, "")
		then := time.Now().Add(-age)
		if err := os.Chtimes(path, then, then); err != nil {
			t.Fatal(err)
		}
	}
	p := plan{dir: dir, items: []item{{Archive: Archive{Path: used}}}}
	if err := p.markUsed(time.Now()); err != nil {
		t.Fatal(err)
	}
	if err := p.prune(time.Now()); err != nil {
		t.Fatal(err)
	}
	left, err := filepath.Glob(filepath.Join(dir, "*"))
	if err != nil {
		t.Fatal(err)
	}
	if want := []string{filepath.Join(dir, "recent.tar"), used}; !reflect.DeepEqual(left, want) {
		t.Errorf("left: %v, want %v", left, want)
	}
}

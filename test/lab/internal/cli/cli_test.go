package cli

import (
	"bytes"
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/image"
)

func TestStepsThatSucceedArePrintedWithTheirTime(t *testing.T) {
	var out bytes.Buffer
	s := newSteps(&out)
	if err := s.do("good", func() error { s.note("two\n  lines"); return nil }); err != nil {
		t.Fatal(err)
	}
	wrong := errors.New("wrong")
	if err := s.do("bad", func() error { return wrong }); !errors.Is(err, wrong) {
		t.Errorf("error %v", err)
	}
	lines := strings.Split(strings.TrimSpace(out.String()), "\n")
	if len(lines) != 2 || strings.TrimSpace(lines[0]) != "two lines" || !strings.HasPrefix(lines[1], "✓ good") || !strings.HasSuffix(lines[1], "0.0 s") {
		t.Errorf("printed %q", lines)
	}
}

func TestTheLastLinesOfALog(t *testing.T) {
	long := strings.Repeat("x", 70<<10) // longer than a block
	for _, tc := range []struct {
		text  string
		lines int
		want  string
	}{
		{"", 5, ""},
		{"a\nb\nc\n", 2, "b\nc\n"},
		{"a\nb\nc", 2, "b\nc"},
		{"a\nb\n", 9, "a\nb\n"},
		{"a\nb\n", 0, "a\nb\n"},
		{"a\n" + long + "\nb\n", 2, long + "\nb\n"},
	} {
		r := strings.NewReader(tc.text)
		if err := seekToLines(r, tc.lines); err != nil {
			t.Fatal(err)
		}
		if got, err := io.ReadAll(r); err != nil || string(got) != tc.want {
			t.Errorf("%d lines of %.20q: %.20q, %v", tc.lines, tc.text, got, err)
		}
	}
}

func TestLogsAreFoundByName(t *testing.T) {
	c := &config.Config{Dir: t.TempDir()}
	for _, path := range []string{c.Log("server"), c.Log("node1/kubelet"), c.Path("rancher", "requests.log"), c.Path("log", "other.txt")} {
		if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(path, nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got := fmt.Sprint(logNames(logFiles(c))); got != "[node1/kubelet requests server]" {
		t.Errorf("logs %s", got)
	}
}

func TestOnePackageForTwoMissingPrograms(t *testing.T) {
	no, yes := func() bool { return false }, func() bool { return true }
	what, pkgs := missing([]requirement{{"a", "p", no}, {"b", "p", no}, {"c", "q", yes}, {"d", "r", no}})
	if fmt.Sprint(what, pkgs) != "[a b d] [p r]" {
		t.Errorf("missing %v, packages %v", what, pkgs)
	}
}

func TestATakenPortIsNamed(t *testing.T) {
	l, err := net.Listen("tcp4", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	port := l.Addr().(*net.TCPAddr).Port
	if _, err := listenAt(port); err == nil || !strings.Contains(err.Error(), fmt.Sprint(port)) || !strings.Contains(err.Error(), "LAB_PORT") {
		t.Errorf("error %v", err)
	}
}

func TestOneCommandAtATime(t *testing.T) {
	name := fmt.Sprintf("test-%d", os.Getpid())
	release, err := acquire(name)
	if err != nil {
		t.Fatal(err)
	}
	if holder(name) != os.Getpid() {
		t.Errorf("the holder is %d", holder(name))
	}
	if _, err := acquire(name); err == nil || !strings.Contains(err.Error(), fmt.Sprint(os.Getpid())) {
		t.Errorf("a second command got the lock: %v", err)
	}
	release()
	again, err := interrupt(context.Background(), name)
	if err != nil {
		t.Fatal(err)
	}
	again()
	if holder(name) != 0 {
		t.Error("the lock was not given back")
	}
}

func TestOnlyALabsFolderIsDeleted(t *testing.T) {
	c := &config.Config{Dir: t.TempDir()}
	precious := c.Path("precious")
	if err := os.WriteFile(precious, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if err := deleteState(c); err == nil {
		t.Error("a folder without the marker was deleted")
	}
	if err := folders(c); err == nil {
		t.Error("a folder with other things in it was claimed")
	}
	if _, err := os.Stat(precious); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(precious); err != nil {
		t.Fatal(err)
	}
	if err := folders(c); err != nil {
		t.Fatal(err)
	}
	if err := folders(c); err != nil {
		t.Errorf("the second time: %v", err)
	}
	if err := deleteState(c); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(c.Dir); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
	if err := deleteState(c); err != nil {
		t.Errorf("nothing to delete: %v", err)
	}
}

func TestAnArchiveMadeAnewIsImportedAgain(t *testing.T) {
	dir := t.TempDir()
	a := image.Archive{Name: "cassandra 5.0", Path: "/cache/cassandra-5.0.9-one.tar", Refs: []string{"r1", "r2"}}
	s := imageStore{notes: dir}
	both := map[string]bool{"r1": true, "r2": true}
	if s.has(a, both) {
		t.Error("an archive was taken for imported without a note")
	}
	if err := s.note(a); err != nil {
		t.Fatal(err)
	}
	if !s.has(a, both) || s.has(a, map[string]bool{"r1": true}) {
		t.Error("the note or the references were not looked at")
	}
	a.Path = "/cache/cassandra-5.0.9-another.tar"
	if s.has(a, both) {
		t.Error("a new archive was taken for the old one")
	}
}

func TestAvailableMemory(t *testing.T) {
	path := filepath.Join(t.TempDir(), "meminfo")
	if err := os.WriteFile(path, []byte("MemTotal:  100 kB\nMemAvailable:   2048 kB\n"), 0o644); err != nil {
		t.Fatal(err)
	}
	if got, err := availableMemory(path); err != nil || got != 2<<20 {
		t.Errorf("got %d, %v", got, err)
	}
}

func TestExitStatus(t *testing.T) {
	stderr := os.Stderr
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	os.Stderr = write
	codes := []int{Main([]string{"nope"}), Main([]string{"up", "extra"}), Main([]string{"up", "--port=x"}), told(statusDown), told(nil)}
	os.Stderr = stderr
	write.Close()
	if fmt.Sprint(codes) != "[2 1 1 3 0]" {
		t.Errorf("exit statuses %v", codes)
	}
	text, err := io.ReadAll(read)
	if err != nil {
		t.Fatal(err)
	}
	if lines := strings.Count(string(text), "\n"); lines != 3 {
		t.Errorf("%d lines for three errors: %s", lines, text)
	}
}

func TestFollowSeesWhatIsAdded(t *testing.T) {
	f, err := os.Create(filepath.Join(t.TempDir(), "log"))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	reader, err := os.Open(f.Name())
	if err != nil {
		t.Fatal(err)
	}
	defer reader.Close()
	read, write := io.Pipe()
	ctx, cancel := context.WithCancel(context.Background())
	defer cancel()
	go func() { write.CloseWithError(errors.Join(follow(ctx, reader, write), io.EOF)) }()
	if _, err := f.WriteString("added\n"); err != nil {
		t.Fatal(err)
	}
	got := make([]byte, 6)
	if _, err := io.ReadFull(read, got); err != nil || string(got) != "added\n" {
		t.Errorf("got %q, %v", got, err)
	}
}

func TestTheCommandsFlagsDoNotClash(t *testing.T) {
	for _, cmd := range commands() {
		fs := flag.NewFlagSet(cmd.name, flag.ContinueOnError)
		config.Register(fs)
		if cmd.flags != nil {
			cmd.flags(fs) // panics if a flag is there twice
		}
	}
}

package process

import (
	"context"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
	"time"
)

func TestStatWithAnAwkwardName(t *testing.T) {
	line := "42 (a) R 1 (b)) S 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 987654 20 21"
	start, state, err := parseStat([]byte(line))
	if err != nil || start != 987654 || state != 'S' {
		t.Errorf("got %d %c %v", start, state, err)
	}
	if _, _, err := parseStat([]byte("42 (short) S 1 2")); err == nil {
		t.Error("a short line was taken")
	}
}

func TestAnotherProcessWithTheSameNumberIsNotMeant(t *testing.T) {
	me, err := Of(os.Getpid())
	if err != nil {
		t.Fatal(err)
	}
	if !me.Alive() {
		t.Fatal("this process is not alive")
	}
	for name, other := range map[string]Identity{
		"start": {me.PID, me.Start + 1, me.Boot},
		"boot":  {me.PID, me.Start, "another"},
		"none":  {},
	} {
		if other.Alive() {
			t.Errorf("%s: %+v is taken for this process", name, other)
		}
	}
}

func TestSaveLoadAndStop(t *testing.T) {
	cmd := exec.Command("sleep", "60")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	id, err := Of(cmd.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	dir := t.TempDir()
	if err := id.Save(filepath.Join(dir, "a.pid")); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(filepath.Join(dir, "broken.pid"), []byte("{"), 0o644); err != nil {
		t.Fatal(err)
	}
	if saved := Saved(dir); len(saved) != 1 || saved[0] != id {
		t.Errorf("saved: %+v", saved)
	}
	// Nobody has waited for it when Stop returns: a zombie counts as ended.
	if err := id.Stop(context.Background(), 5*time.Second); err != nil {
		t.Error(err)
	}
	if id.Alive() || len(Saved(dir)) != 0 {
		t.Error("it is still alive")
	}
	_ = cmd.Wait()
}

func TestStopInsistsAfterTheGrace(t *testing.T) {
	cmd := exec.Command("sh", "-c", "trap '' TERM; echo ready; while :; do sleep 0.05; done")
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Wait() }()
	if _, err := out.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	id, err := Of(cmd.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	if err := id.Stop(context.Background(), 100*time.Millisecond); err != nil || id.Alive() {
		t.Errorf("error %v, alive %v", err, id.Alive())
	}
}

func TestInNamespacesFindsByInode(t *testing.T) {
	cmd := exec.Command("sleep", "60")
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	defer func() { _ = cmd.Process.Kill(); _ = cmd.Wait() }()
	inode, err := netInode(cmd.Process.Pid)
	if err != nil {
		t.Fatal(err)
	}
	found := false
	for _, id := range InNamespaces(map[uint64]bool{inode: true}) {
		found = found || id.PID == cmd.Process.Pid
	}
	if !found || len(InNamespaces(map[uint64]bool{1: true})) != 0 {
		t.Error("the process was not found by its namespace, or one by a wrong inode")
	}
}

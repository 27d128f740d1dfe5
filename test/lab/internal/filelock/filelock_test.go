package filelock

import (
	"context"
	"errors"
	"path/filepath"
	"testing"
)

func TestLockWaitsAndGivesUpWithItsContext(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	release, err := Take(t.Context(), path, func() { t.Error("waits for a lock that is free") })
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	waited := false
	if _, err := Take(ctx, path, func() { waited = true; cancel() }); !errors.Is(err, context.Canceled) {
		t.Errorf("second lock: %v", err)
	}
	if !waited {
		t.Error("did not say that it waits")
	}
	release()
	if again, err := Take(t.Context(), path, func() {}); err != nil {
		t.Error(err)
	} else {
		again()
	}
}

func TestOneAtATime(t *testing.T) {
	path := filepath.Join(t.TempDir(), "lock")
	release, err := Take(t.Context(), path, func() {})
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan func(), 1)
	go func() {
		if second, err := Take(t.Context(), path, func() {}); err == nil {
			got <- second
		}
	}()
	select {
	case <-got:
		t.Fatal("two have the lock")
	default:
	}
	release()
	(<-got)()
}

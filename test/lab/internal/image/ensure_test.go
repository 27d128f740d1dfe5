package image

import (
	"os"
	"testing"
	"time"
)

// Builds everything for real: wants root and, the first time, registries.
//
//	LAB_TEST_IMAGES=/some/cache go test -run ForReal -v ./internal/image
func TestEnsureForReal(t *testing.T) {
	cache := os.Getenv("LAB_TEST_IMAGES")
	if cache == "" {
		t.Skip("LAB_TEST_IMAGES names no cache folder")
	}
	if _, err := Ensure(t.Context(), cache, t.Logf); err != nil {
		t.Fatal(err)
	}
	started := time.Now()
	archives, err := Ensure(t.Context(), cache, func(format string, a ...any) {
		t.Errorf("second time: work to do: "+format, a...)
	})
	if err != nil {
		t.Fatal(err)
	}
	t.Logf("second time: %d ms", time.Since(started).Milliseconds())
	for _, a := range archives {
		info, err := os.Stat(a.Path)
		if err != nil {
			t.Fatal(err)
		}
		t.Logf("%s: %s %d MB %v", a.Name, a.Path, info.Size()>>20, a.Refs)
	}
}

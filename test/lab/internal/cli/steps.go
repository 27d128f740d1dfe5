package cli

import (
	"fmt"
	"io"
	"strings"
	"sync"
	"time"
)

// steps prints what has been done and how long it took. Steps may overlap, so
// each is printed when it ends.
type steps struct {
	mu    sync.Mutex
	w     io.Writer
	began time.Time
}

func newSteps(w io.Writer) *steps { return &steps{w: w, began: time.Now()} }

// do runs one step. A failed one is not printed: its error is, in the end.
func (s *steps) do(title string, run func() error) error {
	done := s.begin(title)
	if err := run(); err != nil {
		return err
	}
	done()
	return nil
}

// begin starts a step and gives what ends it.
func (s *steps) begin(title string) (done func()) {
	began := time.Now()
	return func() { s.print("✓ %-44s %6.1f s", title, time.Since(began).Seconds()) }
}

// note prints something on the way.
func (s *steps) note(format string, a ...any) {
	s.print("  %s", oneLine(fmt.Sprintf(format, a...)))
}

func (s *steps) elapsed() time.Duration { return time.Since(s.began) }

func (s *steps) print(format string, a ...any) {
	s.mu.Lock()
	defer s.mu.Unlock()
	fmt.Fprintf(s.w, format+"\n", a...)
}

func oneLine(text string) string { return strings.Join(strings.Fields(text), " ") }

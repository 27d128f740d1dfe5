package server

import (
	"bufio"
	"fmt"
	"io"
	"os"
	"strings"
	"time"
)

// Events tells the process that started the server what happens, a line each,
// through a pipe. When that process is gone nobody listens, and that is fine.
type Events struct{ W io.Writer }

const (
	readyWord  = "ready "
	failedWord = "failed "
)

// Ready reports a part that works now.
func (e *Events) Ready(part string) {
	logf("%s is ready", part)
	_, _ = fmt.Fprintln(e.W, readyWord+part)
}

// Failed reports why the server ends.
func (e *Events) Failed(err error) {
	logf("failed: %v", err)
	_, _ = fmt.Fprintln(e.W, failedWord+strings.ReplaceAll(err.Error(), "\n", " "))
}

// Event is one of them, read at the other end: a part that is ready, or the
// reason of the end.
type Event struct{ Ready, Failed string }

// ReadEvents passes on events until the other end is closed or each says false.
func ReadEvents(r io.Reader, each func(Event) bool) {
	for lines := bufio.NewScanner(r); lines.Scan(); {
		var e Event
		if part, ok := strings.CutPrefix(lines.Text(), readyWord); ok {
			e.Ready = part
		} else if why, ok := strings.CutPrefix(lines.Text(), failedWord); ok {
			e.Failed = why
		}
		if !each(e) {
			return
		}
	}
}

// logf writes to the server's log, which is its standard error.
func logf(format string, a ...any) {
	fmt.Fprintf(os.Stderr, "lab %s %s\n", time.Now().Format("15:04:05.000"), fmt.Sprintf(format, a...))
}

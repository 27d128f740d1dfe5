package rancher

import (
	"bufio"
	"fmt"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// requestLog writes a line for each request of this run to requests.log.
type requestLog struct {
	mu   sync.Mutex
	file *os.File
}

func openRequestLog(dir string) (*requestLog, error) {
	file, err := os.OpenFile(filepath.Join(dir, "requests.log"), os.O_CREATE|os.O_TRUNC|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("request log: %w", err)
	}
	return &requestLog{file: file}, nil
}

func (l *requestLog) close() { _ = l.file.Close() }

// Write takes a line of the HTTP server, e.g. about a failed TLS handshake.
func (l *requestLog) Write(line []byte) (int, error) {
	l.line("server: %s", strings.TrimSpace(string(line)))
	return len(line), nil
}

func (l *requestLog) line(format string, a ...any) {
	l.mu.Lock()
	defer l.mu.Unlock()
	// A log that cannot be written must not fail the request.
	_, _ = fmt.Fprintf(l.file, time.Now().Format("15:04:05.000 ")+format+"\n", a...)
}

func (l *requestLog) wrap(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		started := time.Now()
		noted := &notedResponse{ResponseWriter: w, status: http.StatusOK}
		target := logged(r)
		defer func() {
			l.line("%s %s %d %s", r.Method, target, noted.status, time.Since(started).Round(time.Millisecond))
		}()
		next.ServeHTTP(noted, r)
	})
}

// logged is what the log says of a request's address. Only Steve's queries are
// kept: those of an exec hold the command, and with it whatever was typed there.
func logged(r *http.Request) string {
	if r.URL.RawQuery != "" && strings.HasPrefix(strings.TrimPrefix(r.URL.Path, clusterRoot), "/v1/") {
		return r.URL.EscapedPath() + "?" + r.URL.RawQuery
	}
	return r.URL.EscapedPath()
}

// notedResponse remembers the status of an answer. It passes on what proxies of
// streams and WebSockets look for in a ResponseWriter.
type notedResponse struct {
	http.ResponseWriter
	status int
}

func (n *notedResponse) WriteHeader(status int) {
	n.status = status
	n.ResponseWriter.WriteHeader(status)
}

func (n *notedResponse) Flush() { _ = http.NewResponseController(n.ResponseWriter).Flush() }

func (n *notedResponse) Hijack() (net.Conn, *bufio.ReadWriter, error) {
	conn, buffer, err := http.NewResponseController(n.ResponseWriter).Hijack()
	if err == nil {
		n.status = http.StatusSwitchingProtocols
	}
	return conn, buffer, err
}

func (n *notedResponse) Unwrap() http.ResponseWriter { return n.ResponseWriter }

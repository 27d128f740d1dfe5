package rancher

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/gorilla/websocket"
)

// listening serves a handler as the lab does and returns its address, and what
// stops it and waits for the end.
func listening(t *testing.T, h http.Handler) (address, dir string, stop func() error) {
	t.Helper()
	spare := httptest.NewTLSServer(http.NotFoundHandler()) // for its certificate
	cert := spare.TLS.Certificates[0]
	spare.Close()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	dir = t.TempDir()
	requests, err := openRequestLog(dir)
	if err != nil {
		t.Fatal(err)
	}
	ctx, cancel := context.WithCancel(t.Context())
	ready, ended := make(chan struct{}), make(chan error, 1)
	go func() {
		ended <- listen(ctx, l, cert, requests.wrap(h), requests, func() { close(ready) })
		requests.close()
	}()
	<-ready
	return l.Addr().String(), dir, func() error {
		cancel()
		return <-ended
	}
}

// anyCertificate is a configuration of its own for each client, for HTTP/2
// writes into it what it wants to speak.
func anyCertificate() *tls.Config { return &tls.Config{InsecureSkipVerify: true} }

func TestListenOffersHTTP2AndWebSockets(t *testing.T) {
	s := newSite(t)
	as := s.login("admin")
	address, dir, stop := listening(t, s.handler)

	client := &http.Client{Transport: &http.Transport{TLSClientConfig: anyCertificate(), ForceAttemptHTTP2: true}}
	answer, err := client.Get("https://" + address + "/rancherversion")
	if err != nil {
		t.Fatal(err)
	}
	body, _ := io.ReadAll(answer.Body)
	answer.Body.Close()
	if answer.ProtoMajor != 2 || !strings.Contains(string(body), Version) {
		t.Errorf("%s: %s", answer.Proto, body)
	}

	dialer := websocket.Dialer{TLSClientConfig: anyCertificate()}
	header := http.Header{"Authorization": {as}, "Origin": {"https://" + address}}
	socket, _, err := dialer.Dial("wss://"+address+"/v3/subscribe", header)
	if err != nil {
		t.Fatal(err)
	}
	defer socket.Close()
	for _, c := range []struct {
		ask  fields
		want string
	}{
		{fields{"resourceType": "principal"}, "resource.start"},
		{fields{"resourceType": "principal", "stop": true}, "resource.stop"},
	} {
		var got fields
		if err := socket.WriteJSON(c.ask); err != nil {
			t.Fatal(err)
		}
		if err := socket.ReadJSON(&got); err != nil || got["name"] != c.want || got["resourceType"] != "principal" {
			t.Errorf("%v: %v %v", c.ask, got, err)
		}
	}
	header.Set("Origin", "https://evil.example")
	if _, refused, err := dialer.Dial("wss://"+address+"/v3/subscribe", header); err == nil || refused.StatusCode != http.StatusForbidden {
		t.Errorf("a foreign page opened a WebSocket: %v", err)
	}

	started := time.Now()
	if err := stop(); err != nil {
		t.Errorf("stop: %v", err)
	}
	if took := time.Since(started); took > 2*shutdownTimeout {
		t.Errorf("an open WebSocket held up the end for %v", took)
	}
	data, err := os.ReadFile(filepath.Join(dir, "requests.log"))
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range []string{"GET /rancherversion 200", "GET /v3/subscribe 403"} {
		if !strings.Contains(string(data), line) {
			t.Errorf("the log lacks %q:\n%s", line, data)
		}
	}
}

func TestTheLogKeepsCommandsToItself(t *testing.T) {
	for target, want := range map[string]string{
		"/v1/pods?page=1":                    "/v1/pods?page=1",
		"/k8s/clusters/local/v1/pods?page=1": "/k8s/clusters/local/v1/pods?page=1",
		"/k8s/clusters/local/api/v1/namespaces/d/pods/p/exec?command=-pw&command=secret": "/k8s/clusters/local/api/v1/namespaces/d/pods/p/exec",
		"/api/v1/namespaces/d/pods/p/exec?command=secret":                                "/api/v1/namespaces/d/pods/p/exec",
	} {
		if got := logged(httptest.NewRequest("GET", target, nil)); got != want {
			t.Errorf("%s: %s", target, got)
		}
	}
}

func TestSteveFindsAnEmptyCacheAndLeavesTheRestAlone(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "cache")
	writeFile(t, filepath.Join(folder, "informer_object_cache1.db"), "of a former run")
	t.Setenv("TMPDIR", "/somewhere")
	err := withCacheFolder(folder, func() error {
		if os.TempDir() != folder {
			t.Errorf("the cache would go to %s", os.TempDir())
		}
		left, err := os.ReadDir(folder)
		if len(left) != 0 {
			t.Errorf("left of a former run: %v", left)
		}
		return err
	})
	if err != nil || os.TempDir() != "/somewhere" {
		t.Errorf("afterwards %s, %v", os.TempDir(), err)
	}
}

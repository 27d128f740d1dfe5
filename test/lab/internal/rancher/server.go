package rancher

import (
	"context"
	"crypto/tls"
	"errors"
	"fmt"
	"log"
	"net"
	"net/http"
	"time"
)

const (
	clusterRoot = "/k8s/clusters/" + localCluster

	headerTimeout   = 30 * time.Second
	shutdownTimeout = 2 * time.Second
)

// handlerConfig is what the table of routes leads to.
type handlerConfig struct {
	steve     http.Handler
	sessions  *sessions
	plugins   pluginFiles
	dashboard string
}

// newHandler is the table of routes.
func newHandler(c handlerConfig) http.Handler {
	routes := http.NewServeMux()
	session := func(pattern string, h http.HandlerFunc) { routes.Handle(pattern, authenticated(h)) }

	// The dashboard's static files.
	routes.Handle("/{$}", http.RedirectHandler(dashboardRoot, http.StatusFound))
	static := dashboard(c.dashboard)
	routes.Handle("GET "+dashboardRoot, static)
	routes.Handle("GET /favicon.png", static) // the index page wants it here

	// Logging in and out, and who one is.
	routes.HandleFunc("GET /v1-public/authproviders", authProviders)
	routes.HandleFunc("POST /v1-public/login", login(c.sessions))
	routes.HandleFunc("POST /v3-public/localProviders/local", login(c.sessions)) // before 2.13: ?action=login
	session("POST /v1/logout", logout(c.sessions))
	session("POST /v3/tokens", logout(c.sessions)) // before 2.13: ?action=logout
	session("POST /v1/"+selfUserType, selfUser)

	// Rancher's own API.
	routes.HandleFunc("GET /rancherversion", rancherVersion)
	session("GET /v3/principals", principals)
	session("GET /v3/principals/{id}", onePrincipal)
	session("GET /v3/schemas", normanSchemas)
	session("GET /v3/subscribe", normanSubscribe)
	session("/v3/", func(w http.ResponseWriter, _ *http.Request) {
		fail(w, http.StatusNotFound, "the lab does not have this")
	})

	// Extensions.
	routes.HandleFunc("GET "+pluginRoot, c.plugins.index)
	routes.HandleFunc("GET "+pluginRoot+"/{name}/{version}/plugin/{file...}", c.plugins.file)

	// Steve and Kubernetes, both at the root and as the cluster "local", as in a
	// Rancher, whose links between objects lead to the root.
	for _, path := range []string{"/v1", "/v1/", "/api", "/api/", "/apis", "/apis/", "/openapi/"} {
		routes.Handle(path, authenticated(c.steve))
	}
	routes.Handle(clusterRoot+"/", authenticated(http.StripPrefix(clusterRoot, c.steve)))
	// What the login page asks; RBAC decides how much of it is seen.
	routes.Handle("GET /version", c.steve)
	routes.Handle("GET /v1/management.cattle.io.settings", c.steve)
	routes.Handle("GET /v1/management.cattle.io.settings/{name}", c.steve)

	routes.HandleFunc("/", func(w http.ResponseWriter, _ *http.Request) { fail(w, http.StatusNotFound, "no such page") })
	return guard(c.sessions, routes)
}

// listen serves until ctx is done. HTTP/2 is offered to browsers and does not
// get in the way of WebSockets: Go does not announce them over HTTP/2, so
// clients open an HTTP/1.1 connection for each.
func listen(ctx context.Context, l net.Listener, cert tls.Certificate, h http.Handler, errorLog *requestLog, ready func()) error {
	server := &http.Server{
		Handler:           h,
		TLSConfig:         &tls.Config{Certificates: []tls.Certificate{cert}, MinVersion: tls.VersionTLS12},
		ReadHeaderTimeout: headerTimeout,
		BaseContext:       func(net.Listener) context.Context { return ctx },
		ErrorLog:          log.New(errorLog, "", 0),
	}
	served := make(chan error, 1)
	go func() { served <- server.ServeTLS(l, "", "") }()
	ready()
	select {
	case err := <-served:
		return fmt.Errorf("serve: %w", err)
	case <-ctx.Done():
	}
	// Watches and terminals never end by themselves: give the rest a moment.
	limited, cancel := context.WithTimeout(context.WithoutCancel(ctx), shutdownTimeout)
	defer cancel()
	if err := server.Shutdown(limited); err != nil && !errors.Is(err, context.DeadlineExceeded) {
		return fmt.Errorf("stop: %w", err)
	}
	if err := server.Close(); err != nil && !errors.Is(err, net.ErrClosed) {
		return fmt.Errorf("stop: %w", err)
	}
	<-served
	return nil
}

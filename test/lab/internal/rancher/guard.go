package rancher

import (
	"context"
	"net"
	"net/http"
	"net/url"
	"strings"

	"k8s.io/apiserver/pkg/endpoints/request"
)

// identityHeaders begin the names of headers by which a front proxy tells who is
// asking or where from. There is no such proxy in front of the lab, so whoever
// sends one is lying.
var identityHeaders = []string{"Impersonate-", "X-Remote-", "X-Forwarded-", "X-Api-"}

const (
	// apiHost is an exception: `yarn dev` of the dashboard sits between browser
	// and lab on another port of this machine and says so in this header; Steve
	// then builds links that lead back through it.
	apiHost = "X-Api-Host"

	// csrf is the other: it repeats a cookie and tells nothing of identity, but
	// Steve refuses whatever a browser wants to change without it.
	csrf = "X-Api-Csrf"
)

// who is what guard found out about a request.
type who struct {
	user  User
	token string
}

type whoKey struct{}

func caller(r *http.Request) who {
	w, _ := r.Context().Value(whoKey{}).(who)
	return w
}

// guard cleans the request of everything by which a client could claim to be
// somebody else, refuses other sites' pages, and finds out whose session it is.
// What lies behind it sees an identity in the request's context and no
// credentials: they must not travel on to what Kubernetes may proxy to.
func guard(open *sessions, next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		w.Header().Set("X-Content-Type-Options", "nosniff")
		dropIdentityHeaders(r.Header)
		t := token(r)
		u, ok := open.user(t)
		dropCredentials(r)
		// The dashboard tells by this header whether it is logged in.
		w.Header().Set("X-Api-Cattle-Auth", map[bool]string{true: "true", false: "false"}[ok])
		if foreignOrigin(r) {
			fail(w, http.StatusForbidden, "request of another site")
			return
		}
		ctx := context.WithValue(r.Context(), whoKey{}, who{user: u, token: t})
		if ok {
			ctx = request.WithUser(ctx, u.info())
		}
		next.ServeHTTP(w, r.WithContext(ctx))
	})
}

// authenticated lets only requests with a session through.
func authenticated(next http.Handler) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if caller(r).user.ID == "" {
			fail(w, http.StatusUnauthorized, "must authenticate")
			return
		}
		next.ServeHTTP(w, r)
	})
}

func dropIdentityHeaders(h http.Header) {
	host, check := h.Get(apiHost), h.Get(csrf)
	for name := range h {
		for _, prefix := range identityHeaders {
			if strings.HasPrefix(http.CanonicalHeaderKey(name), prefix) {
				delete(h, name)
			}
		}
	}
	if onLoopback(host) {
		h.Set(apiHost, host)
	}
	if check != "" {
		h.Set(csrf, check)
	}
}

func dropCredentials(r *http.Request) {
	r.Header.Del("Authorization")
	cookies := r.Cookies()
	r.Header.Del("Cookie")
	for _, c := range cookies {
		if c.Name != cookieName {
			r.AddCookie(c)
		}
	}
}

// foreignOrigin tells whether a page of another site sent the request. Browsers
// name the page's site in Origin whenever it matters (WebSockets, and anything
// that changes something). A development server counts as this site: a page
// cannot set the header that names it without asking first, and is not answered.
func foreignOrigin(r *http.Request) bool {
	origin := r.Header.Get("Origin")
	if origin == "" {
		return false
	}
	u, err := url.Parse(origin)
	if err != nil || u.Host == "" {
		return true
	}
	return u.Host != r.Host && u.Host != r.Header.Get(apiHost)
}

func onLoopback(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	ip := net.ParseIP(host)
	return host == "localhost" || (ip != nil && ip.IsLoopback())
}

package rancher

import (
	"net/http"
	"strings"
	"testing"
)

func TestIdentityHeadersOfTheClientAreDropped(t *testing.T) {
	s := newSite(t)
	got := s.reached(s.do("GET", "/v1/pods", "",
		"Authorization", s.login("viewer"),
		"Impersonate-User", "user-admin",
		"Impersonate-Group", "system:masters",
		"Impersonate-Extra-Scopes", "all",
		"X-Remote-User", "admin",
		"x-remote-group", "system:masters",
		"X-Forwarded-Host", "evil.example",
		"X-Forwarded-Proto", "http",
		"X-API-URL-Prefix", "https://evil.example",
		"X-API-Host", "evil.example",
		"X-API-CSRF", "abc",
		"Accept", "application/json",
	))
	if got.User != "u-viewer" {
		t.Errorf("reached Steve as %q", got.User)
	}
	for name := range got.Header {
		if name != "Accept" && name != "X-Api-Csrf" {
			t.Errorf("header %s was handed on: %v", name, got.Header[name])
		}
	}
	if got.Header.Get("X-Api-Csrf") != "abc" {
		t.Error("Steve's CSRF check was cut off")
	}
}

func TestCredentialsAreNotHandedOn(t *testing.T) {
	s := newSite(t)
	token := strings.TrimPrefix(s.login("admin"), bearer)
	got := s.reached(s.do("GET", "/v1/pods", "", "Cookie", "CSRF=abc; R_SESS="+token+"; R_LOCALE=en-us"))
	if got.User != "user-admin" || got.Cookie != "CSRF=abc; R_LOCALE=en-us" {
		t.Errorf("as %q with cookies %q", got.User, got.Cookie)
	}
	// A token of Kubernetes' own must not get past the sessions either.
	got = s.reached(s.do("GET", "/version", "", "Authorization", "Bearer service-account"))
	if got.User != "" || got.Header.Get("Authorization") != "" {
		t.Errorf("as %q with %v", got.User, got.Header)
	}
}

func TestForeignOriginsAreRefused(t *testing.T) {
	s := newSite(t)
	as := s.login("admin")
	for _, c := range []struct {
		name, origin, apiHost string
		want                  int
	}{
		{"none", "", "", http.StatusOK},
		{"own", "https://127.0.0.1:8443", "", http.StatusOK},
		{"another site", "https://evil.example", "", http.StatusForbidden},
		{"another port", "https://127.0.0.1:9999", "", http.StatusForbidden},
		{"name that begins like ours", "https://127.0.0.1:8443.evil.example", "", http.StatusForbidden},
		{"sandboxed page", "null", "", http.StatusForbidden},
		{"no URL", "::", "", http.StatusForbidden},
		{"development server", "https://127.0.0.1:8005", "127.0.0.1:8005", http.StatusOK},
		{"development server named localhost", "https://localhost:8005", "localhost:8005", http.StatusOK},
		{"somebody else's development server", "https://evil.example", "127.0.0.1:8005", http.StatusForbidden},
		{"development server that is not here", "https://evil.example", "evil.example", http.StatusForbidden},
	} {
		headers := []string{"Authorization", as}
		if c.origin != "" {
			headers = append(headers, "Origin", c.origin)
		}
		if c.apiHost != "" {
			headers = append(headers, "X-API-Host", c.apiHost)
		}
		if w := s.do("GET", "/v1/pods", "", headers...); w.Code != c.want {
			t.Errorf("%s: %d, want %d", c.name, w.Code, c.want)
		}
	}
	if w := s.do("POST", "/v1-public/login", `{"username":"admin","password":"admin-lab-password"}`, "Origin", "https://evil.example"); w.Code != http.StatusForbidden {
		t.Errorf("login from another site: %d", w.Code)
	}
}

func TestEveryAnswerTellsWhetherThereIsASession(t *testing.T) {
	s := newSite(t)
	as := s.login("admin")
	for _, target := range []string{"/v1/pods", "/rancherversion", "/v1/uiplugins", "/nowhere"} {
		if got := s.do("GET", target, "", "Authorization", as).Header().Get("X-Api-Cattle-Auth"); got != "true" {
			t.Errorf("%s: X-API-Cattle-Auth %q", target, got)
		}
	}
}

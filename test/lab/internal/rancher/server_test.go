package rancher

import (
	"context"
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"k8s.io/apiserver/pkg/endpoints/request"
)

// site is the whole handler over a Steve that tells what reached it.
type site struct {
	t       *testing.T
	handler http.Handler
	plugins map[string]fields
	builds  string
	pages   string
}

// reached is what the Steve of the tests answers with.
type reached struct {
	User, Path, Cookie string
	Groups             []string
	Header             http.Header
}

func newSite(t *testing.T) *site {
	t.Helper()
	s := &site{t: t, builds: t.TempDir(), pages: t.TempDir(), plugins: map[string]fields{}}
	open, err := openSessions(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	steve := http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		out := reached{Path: r.URL.Path, Header: r.Header, Cookie: r.Header.Get("Cookie")}
		if u, ok := request.UserFrom(r.Context()); ok {
			out.User, out.Groups = u.GetName(), u.GetGroups()
		}
		reply(w, http.StatusOK, out)
	})
	s.handler = newHandler(handlerConfig{
		steve: steve, sessions: open, dashboard: s.pages,
		plugins: pluginFiles{dir: s.builds, list: func(context.Context) (map[string]fields, error) {
			all := map[string]fields{}
			for name, p := range s.plugins {
				all[name] = p
			}
			return all, nil
		}},
	})
	return s
}

// do sends a request; headers are given as name, value, name, value …
func (s *site) do(method, target, body string, headers ...string) *httptest.ResponseRecorder {
	s.t.Helper()
	r := httptest.NewRequest(method, "https://127.0.0.1:8443"+target, strings.NewReader(body))
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Add(headers[i], headers[i+1])
	}
	w := httptest.NewRecorder()
	s.handler.ServeHTTP(w, r)
	return w
}

func (s *site) login(u string) (authorization string) {
	s.t.Helper()
	w := s.do("POST", "/v1-public/login", `{"username":"`+u+`","password":"`+u+`-lab-password"}`)
	var out struct{ Token string }
	s.decode(w, &out)
	if w.Code != http.StatusOK || out.Token == "" {
		s.t.Fatalf("login of %s: %d %s", u, w.Code, w.Body)
	}
	return bearer + out.Token
}

func (s *site) decode(w *httptest.ResponseRecorder, v any) {
	s.t.Helper()
	if err := json.Unmarshal(w.Body.Bytes(), v); err != nil {
		s.t.Fatalf("answer %q: %v", w.Body, err)
	}
}

func (s *site) reached(w *httptest.ResponseRecorder) (r reached) {
	s.t.Helper()
	if w.Code != http.StatusOK {
		s.t.Fatalf("Steve was not reached: %d %s", w.Code, w.Body)
	}
	s.decode(w, &r)
	return r
}

func writeFile(t *testing.T, path, content string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(content), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestWithoutSessionOnlyTheLoginPageIsServed(t *testing.T) {
	s := newSite(t)
	for target, want := range map[string]int{
		"/v1/pods":                          http.StatusUnauthorized,
		"/v1":                               http.StatusUnauthorized,
		"/api/v1/secrets":                   http.StatusUnauthorized,
		"/apis":                             http.StatusUnauthorized,
		"/openapi/v3":                       http.StatusUnauthorized,
		"/k8s/clusters/local/v1/pods":       http.StatusUnauthorized,
		"/k8s/clusters/local/version":       http.StatusUnauthorized,
		"/v3/principals":                    http.StatusUnauthorized,
		"/v3/schemas":                       http.StatusUnauthorized,
		"/v3/anything":                      http.StatusUnauthorized,
		"/rancherversion":                   http.StatusOK,
		"/version":                          http.StatusOK,
		"/v1/management.cattle.io.settings": http.StatusOK,
		"/v1/management.cattle.io.settings/ui-pl":   http.StatusOK,
		"/v1-public/authproviders":                  http.StatusOK,
		"/k8s/clusters/other/v1/pods":               http.StatusNotFound,
		"/k8s/clusters/localhost/v1/pods":           http.StatusNotFound,
		"/k8s/clusters/local/../../../v1/pods":      http.StatusTemporaryRedirect,
		"/v1/management.cattle.io.settings/../pods": http.StatusTemporaryRedirect,
	} {
		w := s.do("GET", target, "")
		if w.Code != want {
			t.Errorf("%s: %d, want %d", target, w.Code, want)
		}
		if got := w.Header().Get("X-Api-Cattle-Auth"); got != "false" {
			t.Errorf("%s: X-API-Cattle-Auth %q, want false", target, got)
		}
	}
	if w := s.do("POST", "/v1/management.cattle.io.settings", "{}"); w.Code != http.StatusUnauthorized {
		t.Errorf("writing a setting without a session: %d", w.Code)
	}
}

func TestSteveGetsTheSessionsUser(t *testing.T) {
	s := newSite(t)
	for _, u := range Users {
		got := s.reached(s.do("GET", "/k8s/clusters/local/api/v1/pods", "", "Authorization", s.login(u.Login)))
		if got.User != u.ID || got.Path != "/api/v1/pods" {
			t.Errorf("%s reached %s as %q", u.Login, got.Path, got.User)
		}
		for _, want := range []string{"system:authenticated", "system:cattle:authenticated"} {
			if !strings.Contains(strings.Join(got.Groups, " "), want) {
				t.Errorf("%s is not in the group %s: %v", u.Login, want, got.Groups)
			}
		}
	}
}

func TestPathsUnderTheClusterKeepTheirEscapes(t *testing.T) {
	s := newSite(t)
	w := s.do("GET", "/k8s/clusters/local/v1/pods/a%2Fb", "", "Authorization", s.login("admin"))
	if got := s.reached(w); got.Path != "/v1/pods/a/b" {
		t.Errorf("path %q", got.Path)
	}
}

func TestSelfUserAndPrincipals(t *testing.T) {
	s := newSite(t)
	as := s.login("viewer")
	w := s.do("POST", "/v1/ext.cattle.io.selfuser", "{}", "Authorization", as)
	if w.Code != http.StatusCreated || !strings.Contains(w.Body.String(), `"userID":"u-viewer"`) {
		t.Errorf("selfuser: %d %s", w.Code, w.Body)
	}
	w = s.do("GET", "/v3/principals", "", "Authorization", as)
	if !strings.Contains(w.Body.String(), `"id":"local://u-viewer"`) || !strings.Contains(w.Body.String(), `"me":true`) {
		t.Errorf("principals: %s", w.Body)
	}
	w = s.do("GET", "/v3/principals/local%3A%2F%2Fu-noexec", "", "Authorization", as)
	if w.Code != http.StatusOK || !strings.Contains(w.Body.String(), `"me":false`) {
		t.Errorf("another's principal: %d %s", w.Code, w.Body)
	}
	if w = s.do("GET", "/v3/principals/nobody", "", "Authorization", as); w.Code != http.StatusNotFound {
		t.Errorf("nobody's principal: %d", w.Code)
	}
}

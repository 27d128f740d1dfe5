package rancher

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func dashboardSite(t *testing.T) *site {
	s := newSite(t)
	for name, content := range map[string]string{
		"index.html":               "<html>index</html>",
		"favicon.png":              "icon",
		"js/app.5e1f09ab.js":       "app",
		"js/app.5e1f09ab.js.br":    "app in brotli",
		"js/app.5e1f09ab.js.gz":    "app in gzip",
		"js/plain.js":              "plain",
		"img/logo.0123456789ab.zz": "logo",
	} {
		writeFile(t, filepath.Join(s.pages, name), content)
	}
	return s
}

func TestDashboardFiles(t *testing.T) {
	s := dashboardSite(t)
	for _, c := range []struct {
		target, body, cache string
		status              int
	}{
		{"/dashboard/", "<html>index</html>", cacheNever, 200},
		{"/dashboard/index.html", "<html>index</html>", cacheNever, 200},
		{"/dashboard/c/local/explorer/apps.statefulset/databases/a.b", "<html>index</html>", cacheNever, 200},
		{"/dashboard/auth/login?timed-out", "<html>index</html>", cacheNever, 200},
		{"/dashboard/js", "<html>index</html>", cacheNever, 200},
		{"/dashboard/js/app.5e1f09ab.js", "app", cacheForever, 200},
		{"/dashboard/js/plain.js", "plain", cacheAsk, 200},
		{"/dashboard/img/logo.0123456789ab.zz", "logo", cacheForever, 200},
		{"/dashboard/js/gone.5e1f09ab.js", "no such file", cacheNever, 404},
		{"/favicon.png", "icon", cacheAsk, 200},
	} {
		w := s.do("GET", c.target, "")
		if w.Code != c.status || !strings.Contains(w.Body.String(), c.body) || w.Header().Get("Cache-Control") != c.cache {
			t.Errorf("%s: %d %q %q", c.target, w.Code, w.Body, w.Header().Get("Cache-Control"))
		}
	}
	if w := s.do("GET", "/", ""); w.Code != http.StatusFound || w.Header().Get("Location") != "/dashboard/" {
		t.Errorf("/: %d to %q", w.Code, w.Header().Get("Location"))
	}
}

func TestDashboardSendsPrecompressedFiles(t *testing.T) {
	s := dashboardSite(t)
	for accept, want := range map[string]struct{ encoding, body string }{
		"":                  {"", "app"},
		"identity":          {"", "app"},
		"gzip":              {"gzip", "app in gzip"},
		"gzip, deflate, br": {"br", "app in brotli"},
		"br;q=0, gzip":      {"gzip", "app in gzip"},
	} {
		w := s.do("GET", "/dashboard/js/app.5e1f09ab.js", "", "Accept-Encoding", accept)
		if w.Header().Get("Content-Encoding") != want.encoding || w.Body.String() != want.body {
			t.Errorf("%q: %q %q", accept, w.Header().Get("Content-Encoding"), w.Body)
		}
		if got := w.Header().Get("Content-Type"); !strings.HasPrefix(got, "text/javascript") {
			t.Errorf("%q: type %q", accept, got)
		}
		if w.Header().Get("Vary") != "Accept-Encoding" {
			t.Errorf("%q: Vary %q", accept, w.Header().Get("Vary"))
		}
	}
}

func TestDashboardStaysInItsFolder(t *testing.T) {
	s := dashboardSite(t)
	secret := filepath.Join(t.TempDir(), "secret")
	writeFile(t, secret, "secret")
	if err := os.Symlink(secret, filepath.Join(s.pages, "js", "link.js")); err != nil {
		t.Fatal(err)
	}
	for _, target := range []string{
		"/dashboard/js/link.js",
		"/dashboard/%2e%2e/" + filepath.Base(filepath.Dir(secret)) + "/secret",
		"/dashboard/..%2f..%2f..%2f..%2f..%2f" + strings.TrimPrefix(secret, "/"),
	} {
		if w := s.do("GET", target, ""); strings.Contains(w.Body.String(), "secret") && w.Code == http.StatusOK {
			t.Errorf("%s: %q", target, w.Body)
		}
	}
}

func TestWithoutDashboardAPageSaysSo(t *testing.T) {
	s := newSite(t)
	for dir, want := range map[string]string{
		"":                             "without the dashboard",
		filepath.Join(s.pages, "gone"): "has not been built",
	} {
		s.handler = dashboard(dir)
		if w := s.do("GET", "/dashboard/", ""); !strings.Contains(w.Body.String(), want) {
			t.Errorf("%d %q, want %q", w.Code, w.Body, want)
		}
	}
}

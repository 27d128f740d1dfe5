package rancher

import (
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
)

// buildExtension makes what `yarn build-pkg` makes, as old as it is said to be.
func buildExtension(t *testing.T, dir, name, version string, age time.Duration) {
	t.Helper()
	folder := filepath.Join(dir, name+"-"+version)
	writeFile(t, filepath.Join(folder, name+"-"+version+".umd.min.js"), "code of "+version)
	path := filepath.Join(folder, "package.json")
	writeFile(t, path, `{"name":"`+name+`","version":"`+version+`","rancher":true}`)
	built := time.Now().Add(-age)
	if err := os.Chtimes(path, built, built); err != nil {
		t.Fatal(err)
	}
}

func TestBuildsAreTheNewestFinishedOfEachName(t *testing.T) {
	root := t.TempDir()
	dir := filepath.Join(root, "dist-pkg")
	buildExtension(t, dir, "cassandra", "0.2.0", time.Hour)
	buildExtension(t, dir, "cassandra", "0.1.0", time.Minute) // built again after 0.2.0
	buildExtension(t, dir, "other", "1.0.0", 0)
	writeFile(t, filepath.Join(root, "pkg", "cassandra", "package.json"),
		`{"name":"cassandra","rancher":{"annotations":{"catalog.cattle.io/ui-extensions-version":">= 3.0.0"}}}`)
	writeFile(t, filepath.Join(dir, "building-1.0.0", "building-1.0.0.umd.min.js"), "no package.json yet")
	writeFile(t, filepath.Join(dir, "half-1.0.0", "package.json"), `{"name":"half","ver`)
	writeFile(t, filepath.Join(dir, "empty-1.0.0", "package.json"), `{"name":"empty","version":"1.0.0"}`)
	writeFile(t, filepath.Join(dir, "renamed", "package.json"), `{"name":"cassandra","version":"9.9.9"}`)
	writeFile(t, filepath.Join(dir, "notes.txt"), "")

	found, err := builds(dir)
	if err != nil {
		t.Fatal(err)
	}
	got := map[string]build{}
	for _, b := range found {
		got[b.Name] = b
	}
	if len(found) != 2 || got["cassandra"].Version != "0.1.0" || got["other"].Version != "1.0.0" {
		t.Fatalf("found %+v", found)
	}
	if got["cassandra"].Annotations[wantsExtensions] != ">= 3.0.0" {
		t.Errorf("annotations %v", got["cassandra"].Annotations)
	}
	if none, err := builds(filepath.Join(root, "gone")); err != nil || len(none) != 0 {
		t.Errorf("a folder that is not there: %v, %v", none, err)
	}
}

func TestUIPluginsFollowTheFolder(t *testing.T) {
	api, objects := newFakeAPI(t)
	dir := t.TempDir()
	sync := &pluginSync{dir: dir, url: "https://127.0.0.1:8443", objects: objects, log: t.Logf}
	step := func() map[string]fields {
		t.Helper()
		if err := sync.once(t.Context()); err != nil {
			t.Fatal(err)
		}
		plugins, err := objects.plugins(t.Context())
		if err != nil {
			t.Fatal(err)
		}
		return plugins
	}
	if got := step(); len(got) != 0 {
		t.Errorf("plugins of an empty folder: %v", got)
	}
	buildExtension(t, dir, "cassandra", "0.1.0", time.Hour)
	if got := step(); got["cassandra"]["version"] != "0.1.0" {
		t.Errorf("after the first build: %v", got)
	}
	buildExtension(t, dir, "cassandra", "0.1.0", 0)
	writes := len(api.writes)
	if step(); len(api.writes) != writes {
		t.Errorf("a rebuild of the same version was written: %v", api.writes[writes:])
	}
	buildExtension(t, dir, "cassandra", "0.2.0", -time.Minute)
	if got := step(); got["cassandra"]["version"] != "0.2.0" || len(got) != 1 {
		t.Errorf("after a new version: %v", got)
	}
	if err := os.RemoveAll(dir); err != nil {
		t.Fatal(err)
	}
	if got := step(); len(got) != 0 {
		t.Errorf("after the builds are gone: %v", got)
	}
}

func pluginSite(t *testing.T) *site {
	s := newSite(t)
	s.plugins["cassandra"] = fields{"name": "cassandra", "version": "0.1.0", "noAuth": false}
	buildExtension(t, s.builds, "cassandra", "0.1.0", 0)
	buildExtension(t, s.builds, "cassandra", "0.2.0", 0)
	writeFile(t, filepath.Join(s.builds, "cassandra-0.1.0", "img", "logo.svg"), "logo")
	return s
}

func TestPluginFiles(t *testing.T) {
	s := pluginSite(t)
	writeFile(t, filepath.Join(s.builds, "secret"), "secret")
	if err := os.Symlink(filepath.Join(s.builds, "secret"), filepath.Join(s.builds, "cassandra-0.1.0", "link")); err != nil {
		t.Fatal(err)
	}
	as := s.login("viewer")
	for target, want := range map[string]int{
		"/v1/uiplugins/cassandra/0.1.0/plugin/cassandra-0.1.0.umd.min.js": http.StatusOK,
		"/v1/uiplugins/cassandra/0.1.0/plugin/img/logo.svg":               http.StatusOK,
		"/v1/uiplugins/cassandra/0.1.0/plugin/gone.js":                    http.StatusNotFound,
		"/v1/uiplugins/cassandra/0.1.0/plugin/img":                        http.StatusNotFound,
		"/v1/uiplugins/cassandra/0.1.0/plugin/":                           http.StatusNotFound,
		"/v1/uiplugins/cassandra/0.1.0/plugin/link":                       http.StatusNotFound,
		"/v1/uiplugins/cassandra/0.1.0/plugin/%2e%2e/secret":              http.StatusNotFound,
		"/v1/uiplugins/cassandra/0.1.0/plugin/..%2fsecret":                http.StatusNotFound,
		"/v1/uiplugins/cassandra/0.1.0/plugin/%2fetc%2fpasswd":            http.StatusNotFound,
		"/v1/uiplugins/cassandra/0.1.0/plugin/img%2f..%2f..%2fsecret":     http.StatusNotFound,
		"/v1/uiplugins/..%2fcassandra/0.1.0/plugin/package.json":          http.StatusNotFound,
		"/v1/uiplugins/cassandra/0.2.0/plugin/package.json":               http.StatusNotFound, // not installed
		"/v1/uiplugins/other/0.1.0/plugin/package.json":                   http.StatusNotFound,
	} {
		w := s.do("GET", target, "", "Authorization", as)
		if w.Code != want || strings.Contains(w.Body.String(), "secret") {
			t.Errorf("%s: %d %q, want %d", target, w.Code, w.Body, want)
		}
	}
}

func TestAPluginIsAskedForAgainAfterARebuild(t *testing.T) {
	s := pluginSite(t)
	as := s.login("viewer")
	target := "/v1/uiplugins/cassandra/0.1.0/plugin/cassandra-0.1.0.umd.min.js"
	w := s.do("GET", target, "", "Authorization", as)
	if w.Header().Get("Cache-Control") != cacheAsk {
		t.Errorf("Cache-Control %q", w.Header().Get("Cache-Control"))
	}
	modified := w.Header().Get("Last-Modified")
	if w := s.do("GET", target, "", "Authorization", as, "If-Modified-Since", modified); w.Code != http.StatusNotModified {
		t.Errorf("unchanged: %d", w.Code)
	}
	later := time.Now().Add(time.Minute)
	if err := os.Chtimes(filepath.Join(s.builds, "cassandra-0.1.0", "cassandra-0.1.0.umd.min.js"), later, later); err != nil {
		t.Fatal(err)
	}
	if w := s.do("GET", target, "", "Authorization", as, "If-Modified-Since", modified); w.Code != http.StatusOK {
		t.Errorf("rebuilt: %d", w.Code)
	}
}

func TestPluginsNeedASessionUnlessTheySayNot(t *testing.T) {
	s := pluginSite(t)
	file := "/v1/uiplugins/cassandra/0.1.0/plugin/package.json"
	if w := s.do("GET", "/v1/uiplugins", ""); w.Code != http.StatusOK || strings.Contains(w.Body.String(), "cassandra") {
		t.Errorf("list without a session: %d %s", w.Code, w.Body)
	}
	if w := s.do("GET", file, ""); w.Code != http.StatusNotFound {
		t.Errorf("file without a session: %d", w.Code)
	}
	if w := s.do("GET", "/v1/uiplugins", "", "Authorization", s.login("viewer")); !strings.Contains(w.Body.String(), `"version":"0.1.0"`) {
		t.Errorf("list with a session: %s", w.Body)
	}
	s.plugins["cassandra"]["noAuth"] = true
	if w := s.do("GET", file, ""); w.Code != http.StatusOK {
		t.Errorf("file of a plugin that needs no session: %d", w.Code)
	}
}

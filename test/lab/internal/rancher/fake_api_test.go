package rancher

import (
	"encoding/json"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"

	"k8s.io/client-go/dynamic"
	"k8s.io/client-go/rest"
)

// fakeAPI is as much of a Kubernetes API server as seeding needs: it keeps
// objects by path, serves a type only after its definition has been read once as
// not yet established, and notes the order of writes.
type fakeAPI struct {
	mu      sync.Mutex
	objects map[string]fields
	asked   map[string]int // how often a definition was read
	writes  []string
}

func newFakeAPI(t *testing.T) (*fakeAPI, *applier) {
	t.Helper()
	api := &fakeAPI{objects: map[string]fields{}, asked: map[string]int{}}
	server := httptest.NewServer(api)
	t.Cleanup(server.Close)
	dyn, err := dynamic.NewForConfig(&rest.Config{Host: server.URL, QPS: -1})
	if err != nil {
		t.Fatal(err)
	}
	return api, &applier{dyn: dyn}
}

func (f *fakeAPI) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	f.mu.Lock()
	defer f.mu.Unlock()
	path := r.URL.Path
	switch r.Method {
	case http.MethodPatch:
		var o fields
		if json.NewDecoder(r.Body).Decode(&o) != nil {
			fail(w, http.StatusBadRequest, "not JSON")
			return
		}
		f.objects[path] = o
		f.writes = append(f.writes, path)
		reply(w, http.StatusOK, o)
	case http.MethodDelete:
		delete(f.objects, path)
		reply(w, http.StatusOK, fields{"kind": "Status", "apiVersion": "v1", "status": "Success"})
	default:
		if o, ok := f.objects[path]; ok {
			reply(w, http.StatusOK, f.withStatus(path, o))
			return
		}
		f.list(w, path)
	}
}

// withStatus lets a definition be established at the second look.
func (f *fakeAPI) withStatus(path string, o fields) fields {
	if o["kind"] != crdKind.name {
		return o
	}
	status := "False"
	if f.asked[path]++; f.asked[path] > 1 {
		status = "True"
	}
	o["status"] = fields{"conditions": []any{fields{"type": "Established", "status": status}}}
	return o
}

func (f *fakeAPI) list(w http.ResponseWriter, path string) {
	if !strings.HasSuffix(path, "/"+uiPluginKind.plural) {
		reply(w, http.StatusNotFound, fields{"kind": "Status", "apiVersion": "v1", "status": "Failure", "reason": "NotFound", "code": 404})
		return
	}
	items := []any{}
	for name, o := range f.objects {
		if strings.HasPrefix(name, path+"/") {
			items = append(items, o)
		}
	}
	reply(w, http.StatusOK, fields{"kind": "UIPluginList", "apiVersion": "catalog.cattle.io/v1", "metadata": fields{}, "items": items})
}

func (f *fakeAPI) get(path string) fields {
	f.mu.Lock()
	defer f.mu.Unlock()
	return f.objects[path]
}

package rancher

import (
	"context"
	"maps"
	"net/http"
	"os"
	"path/filepath"
)

const pluginRoot = "/v1/uiplugins"

// pluginFiles answers for Rancher's list of extensions and serves the files of
// those that lie in dir.
type pluginFiles struct {
	dir  string
	list func(ctx context.Context) (map[string]fields, error)
}

// visible are the extensions that the caller may load: without a session only
// those that say so themselves.
func (p pluginFiles) visible(r *http.Request) (map[string]fields, error) {
	all, err := p.list(r.Context())
	if caller(r).user.ID == "" {
		maps.DeleteFunc(all, func(_ string, plugin fields) bool { return plugin["noAuth"] != true })
	}
	return all, err
}

func (p pluginFiles) index(w http.ResponseWriter, r *http.Request) {
	entries, err := p.visible(r)
	if err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	reply(w, http.StatusOK, fields{"entries": entries})
}

// file serves /v1/uiplugins/NAME/VERSION/plugin/FILE. Only an extension that is
// installed in this version is served, and nothing outside its folder.
func (p pluginFiles) file(w http.ResponseWriter, r *http.Request) {
	name, version, file := r.PathValue("name"), r.PathValue("version"), r.PathValue("file")
	plugins, err := p.visible(r)
	if err != nil {
		fail(w, http.StatusInternalServerError, err.Error())
		return
	}
	folder := name + "-" + version
	if plugin := plugins[name]; plugin == nil || plugin["version"] != version || filepath.Base(folder) != folder || p.dir == "" {
		fail(w, http.StatusNotFound, "no such extension")
		return
	}
	root, err := os.OpenRoot(filepath.Join(p.dir, folder)) // no path or symbolic link leads out of it
	if err != nil {
		fail(w, http.StatusNotFound, "no such extension")
		return
	}
	defer root.Close()
	if !isFile(root.FS(), file) {
		fail(w, http.StatusNotFound, "no such file in the extension")
		return
	}
	// A version may be built again, so the browser has to ask each time.
	w.Header().Set("Cache-Control", cacheAsk)
	serveFile(w, r, root.FS(), file)
}

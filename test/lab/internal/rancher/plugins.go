package rancher

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"time"
)

// build is one extension as `yarn build-pkg` leaves it: a folder NAME-VERSION.
type build struct {
	Name, Version string
	Annotations   map[string]string
	Built         time.Time
}

func (b build) folder() string { return b.Name + "-" + b.Version }

// packageJSON is what an extension's package.json says that matters here.
type packageJSON struct {
	Name    string          `json:"name"`
	Version string          `json:"version"`
	Rancher json.RawMessage `json:"rancher"` // an object in the source, just true in a build
}

// builds finds the finished extension builds in a folder, the newest of each
// name. A folder that is not there holds none; one that is being built has no
// package.json yet, for that is written last.
func builds(dir string) ([]build, error) {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		return nil, fmt.Errorf("look for extensions: %w", err)
	}
	var found []build
	at := map[string]int{}
	for _, e := range entries {
		b, ok := readBuild(dir, e.Name())
		if !ok {
			continue
		}
		if i, known := at[b.Name]; !known {
			at[b.Name] = len(found)
			found = append(found, b)
		} else if b.Built.After(found[i].Built) {
			found[i] = b
		}
	}
	return found, nil
}

// readBuild reads one folder; ok is false for what is no finished build.
func readBuild(dir, folder string) (b build, ok bool) {
	path := filepath.Join(dir, folder, "package.json")
	info, err := os.Stat(path)
	if err != nil {
		return build{}, false
	}
	p, err := readPackage(path)
	if err != nil {
		return build{}, false // half written; it will be looked at again
	}
	b = build{Name: p.Name, Version: p.Version, Built: info.ModTime(), Annotations: p.annotations()}
	if b.folder() != folder || !isFile(os.DirFS(filepath.Join(dir, folder)), folder+".umd.min.js") {
		return build{}, false
	}
	if b.Annotations == nil {
		// The build tool drops the annotations; publishing takes them from the
		// source, which lies beside the builds: pkg/NAME beside dist-pkg.
		if source, err := readPackage(filepath.Join(dir, "..", "pkg", b.Name, "package.json")); err == nil {
			b.Annotations = source.annotations()
		}
	}
	return b, true
}

func readPackage(path string) (packageJSON, error) {
	var p packageJSON
	data, err := os.ReadFile(path)
	if err != nil {
		return p, err
	}
	return p, json.Unmarshal(data, &p)
}

func (p packageJSON) annotations() map[string]string {
	var rancher struct {
		Annotations map[string]string `json:"annotations"`
	}
	if json.Unmarshal(p.Rancher, &rancher) != nil {
		return nil
	}
	return rancher.Annotations
}

// uiPlugin is the object that installing the extension in a Rancher makes.
func (b build) uiPlugin(url string) item {
	metadata := fields{}
	for key, value := range b.Annotations {
		metadata[key] = value
	}
	return uiPluginKind.object(pluginNamespace, b.Name, fields{
		"spec": fields{"plugin": fields{
			"name": b.Name, "version": b.Version,
			"endpoint": url + pluginRoot + "/" + b.Name + "/" + b.Version,
			"noCache":  false, "noAuth": false, "metadata": metadata,
		}},
		"status": fields{"cacheState": "cached", "ready": true},
	}).labelled(map[string]string{fromFolder: "true"})
}

package rancher

import (
	"errors"
	"fmt"
	"io/fs"
	"mime"
	"net/http"
	"os"
	"path"
	"regexp"
	"strings"
	"time"
)

const (
	dashboardRoot = "/dashboard/"
	indexPage     = "index.html"

	cacheForever = "public, max-age=31536000, immutable"
	cacheAsk     = "no-cache"
	cacheNever   = "no-store"
)

// hashed finds the content hash that the build puts into the names of files
// whose content can therefore never change: app.5e1f09ab.js, 4711.0f3c….css.
var hashed = regexp.MustCompile(`[.-][0-9a-f]{8,}\.`)

// precompressed are the forms beside a file in which a build may have left it,
// the smaller first.
var precompressed = []struct{ encoding, suffix string }{{"br", ".br"}, {"gzip", ".gz"}}

// dashboard serves the static build in dir. Paths that are no file belong to the
// router in the browser and get the index page, except in the build's own
// folders, where a missing file is missing.
func dashboard(dir string) http.Handler {
	if dir == "" {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			w.Header().Set("Content-Type", "text/plain; charset=utf-8")
			w.Header().Set("Cache-Control", cacheNever)
			fmt.Fprintln(w, "This lab runs without the dashboard; its API is here.")
		})
	}
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		root, err := os.OpenRoot(dir) // no path or symbolic link leads out of it
		if err != nil {
			fail(w, http.StatusNotFound, "the dashboard has not been built: "+err.Error())
			return
		}
		defer root.Close()
		name := strings.TrimPrefix(path.Clean("/"+strings.TrimPrefix(r.URL.Path, dashboardRoot)), "/")
		if !isFile(root.FS(), name) {
			if top, _, nested := strings.Cut(name, "/"); nested && isFolder(root.FS(), top) {
				fail(w, http.StatusNotFound, "no such file in the dashboard: "+name)
				return
			}
			name = indexPage
		}
		w.Header().Set("Cache-Control", cacheRule(name))
		serveFile(w, r, root.FS(), name)
	})
}

func cacheRule(name string) string {
	switch {
	case name == indexPage:
		return cacheNever
	case hashed.MatchString(path.Base(name)):
		return cacheForever
	default:
		return cacheAsk
	}
}

// serveFile sends a file, in a precompressed form if there is one that the
// client takes. (http.ServeFileFS would redirect index.html away.)
func serveFile(w http.ResponseWriter, r *http.Request, files fs.FS, name string) {
	sent := name
	for _, form := range precompressed {
		if !isFile(files, name+form.suffix) {
			continue
		}
		w.Header().Set("Vary", "Accept-Encoding")
		if sent == name && accepts(r, form.encoding) {
			sent = name + form.suffix
			w.Header().Set("Content-Encoding", form.encoding)
		}
	}
	file, err := http.FS(files).Open(sent)
	if err != nil {
		w.Header().Del("Content-Encoding")
		status := http.StatusInternalServerError
		if errors.Is(err, fs.ErrNotExist) {
			status = http.StatusNotFound
		}
		fail(w, status, "no such file: "+name)
		return
	}
	defer file.Close()
	modified := time.Time{}
	if info, err := file.Stat(); err == nil {
		modified = info.ModTime()
	}
	// By the name that was asked for: the type of app.js.br is that of app.js.
	if t := mime.TypeByExtension(path.Ext(name)); t != "" {
		w.Header().Set("Content-Type", t)
	} else if sent != name { // nothing can be guessed from compressed bytes
		w.Header().Set("Content-Type", "application/octet-stream")
	}
	http.ServeContent(w, r, name, modified, file)
}

func accepts(r *http.Request, encoding string) bool {
	for offered := range strings.SplitSeq(r.Header.Get("Accept-Encoding"), ",") {
		if name, weight, _ := strings.Cut(strings.TrimSpace(offered), ";"); name == encoding {
			return strings.TrimSpace(weight) != "q=0"
		}
	}
	return false
}

func isFile(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && info.Mode().IsRegular()
}

func isFolder(files fs.FS, name string) bool {
	info, err := fs.Stat(files, name)
	return err == nil && info.IsDir()
}

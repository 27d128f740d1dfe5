package image

import (
	"archive/tar"
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"reflect"
	"testing"
)

// entries reads a tar file whole.
func entries(t *testing.T, content []byte) (headers map[string]*tar.Header, contents map[string][]byte) {
	t.Helper()
	headers, contents = map[string]*tar.Header{}, map[string][]byte{}
	r := tar.NewReader(bytes.NewReader(content))
	for {
		h, err := r.Next()
		if err == io.EOF {
			return headers, contents
		}
		if err != nil {
			t.Fatal(err)
		}
		headers[h.Name] = h
		if contents[h.Name], err = io.ReadAll(r); err != nil {
			t.Fatal(err)
		}
	}
}

func read(t *testing.T, path string) []byte {
	t.Helper()
	content, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return content
}

func writeText(t *testing.T, path, text string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func TestLayerKeepsModesAndGivesCassandraItsFolders(t *testing.T) {
	root := t.TempDir()
	writeText(t, filepath.Join(root, "etc/cassandra/cassandra.yaml"), "a: b\n")
	writeText(t, filepath.Join(root, "usr/bin/su"), "setuid")
	writeText(t, filepath.Join(root, "left/out"), "")
	for path, mode := range map[string]fs.FileMode{"usr/bin/su": 0o755 | fs.ModeSetuid, "etc/cassandra": 0o777 | fs.ModeSticky} {
		if err := os.Chmod(filepath.Join(root, path), mode); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.Symlink("usr/bin", filepath.Join(root, "bin")); err != nil {
		t.Fatal(err)
	}
	keep := func(name string) bool { return name != "left" && name != "left/out" }
	l, err := writeLayer(filepath.Join(t.TempDir(), "layer.tar"), root, keep)
	if err != nil {
		t.Fatal(err)
	}
	content := read(t, l.path)
	if sum := sha256.Sum256(content); l.digest != hex.EncodeToString(sum[:]) {
		t.Errorf("digest %s is not that of the file", l.digest)
	}
	headers, contents := entries(t, content)
	for name, want := range map[string]struct {
		mode  int64
		owner int
		link  string
	}{
		"bin":                          {0o777, 0, "usr/bin"},
		"usr/bin/su":                   {0o4755, 0, ""},
		"etc/":                         {0o755, 0, ""},
		"etc/cassandra/":               {0o1777, 999, ""},
		"etc/cassandra/cassandra.yaml": {0o644, 999, ""},
	} {
		h := headers[name]
		if h == nil {
			t.Errorf("%s is missing", name)
			continue
		}
		if h.Mode != want.mode || h.Uid != want.owner || h.Gid != want.owner || h.Linkname != want.link {
			t.Errorf("%s: mode %o owner %d:%d link %q, want %+v", name, h.Mode, h.Uid, h.Gid, h.Linkname, want)
		}
	}
	if string(contents["etc/cassandra/cassandra.yaml"]) != "a: b\n" {
		t.Error("content lost")
	}
	if headers["left/"] != nil || headers["left/out"] != nil {
		t.Error("entries that were not to be kept are in the layer")
	}

	again, err := writeLayer(filepath.Join(t.TempDir(), "again.tar"), root, keep)
	if err != nil {
		t.Fatal(err)
	}
	if again.digest != l.digest {
		t.Error("the same files gave another layer")
	}
}

func TestArchiveIsWhatContainerdImports(t *testing.T) {
	dir := t.TempDir()
	writeText(t, filepath.Join(dir, "l.tar"), "layer")
	l := layer{path: filepath.Join(dir, "l.tar"), digest: "d1"}
	to := filepath.Join(dir, "image.tar")
	refs := []string{"docker.io/library/cassandra:5.0.9", "docker.io/library/cassandra:5.0"}
	if err := writeArchive(to, refs, imageConfig{Cmd: []string{"cassandra", "-f"}}, []layer{l}); err != nil {
		t.Fatal(err)
	}
	_, contents := entries(t, read(t, to))

	var manifest []struct {
		Config           string
		RepoTags, Layers []string
	}
	if err := json.Unmarshal(contents["manifest.json"], &manifest); err != nil {
		t.Fatal(err)
	}
	if len(manifest) != 1 || !reflect.DeepEqual(manifest[0].RepoTags, refs) {
		t.Fatalf("manifest %+v", manifest)
	}
	if got := string(contents[manifest[0].Layers[0]]); got != "layer" {
		t.Errorf("the manifest's layer holds %q", got)
	}
	var config struct {
		Architecture string
		Config       struct{ Cmd []string }
		Rootfs       struct {
			DiffIDs []string `json:"diff_ids"`
		}
	}
	if err := json.Unmarshal(contents[manifest[0].Config], &config); err != nil {
		t.Fatal(err)
	}
	if config.Architecture != "amd64" || config.Rootfs.DiffIDs[0] != "sha256:d1" || len(config.Config.Cmd) != 2 {
		t.Errorf("config %+v", config)
	}
}

func TestArchiveThatFailsLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	err := writeArchive(filepath.Join(dir, "image.tar"), nil, imageConfig{}, []layer{{path: filepath.Join(dir, "absent")}})
	if err == nil {
		t.Fatal("no error for a layer that is not there")
	}
	if left, _ := os.ReadDir(dir); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}

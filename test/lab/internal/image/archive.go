package image

import (
	"archive/tar"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
)

// imageConfig is the part of an image's configuration that containerd reads.
type imageConfig struct {
	Env        []string            `json:"Env,omitempty"`
	Entrypoint []string            `json:"Entrypoint,omitempty"`
	Cmd        []string            `json:"Cmd,omitempty"`
	User       string              `json:"User,omitempty"`
	WorkingDir string              `json:"WorkingDir,omitempty"`
	Volumes    map[string]struct{} `json:"Volumes,omitempty"`
	Ports      map[string]struct{} `json:"ExposedPorts,omitempty"`
}

// writeArchive writes an image in the format of `docker save`. It appears under
// its name at once and complete.
func writeArchive(to string, refs []string, config imageConfig, layers []layer) (err error) {
	f, err := os.CreateTemp(filepath.Dir(to), workPrefix)
	if err != nil {
		return err
	}
	defer func() {
		f.Close()
		if err != nil {
			os.Remove(f.Name())
			err = fmt.Errorf("archive: %w", err)
		}
	}()

	w := tar.NewWriter(f)
	var diffIDs, names []string
	for _, l := range layers {
		name := l.digest + ".tar"
		if err := addFile(w, name, l.path); err != nil {
			return err
		}
		diffIDs = append(diffIDs, "sha256:"+l.digest)
		names = append(names, name)
	}
	const configName = "config.json"
	if err := addJSON(w, configName, map[string]any{
		"architecture": "amd64", "os": "linux", "created": buildTime, "config": config,
		"rootfs": map[string]any{"type": "layers", "diff_ids": diffIDs},
	}); err != nil {
		return err
	}
	if err := addJSON(w, "manifest.json", []map[string]any{
		{"Config": configName, "RepoTags": refs, "Layers": names},
	}); err != nil {
		return err
	}
	if err := w.Close(); err != nil {
		return err
	}
	if err := f.Chmod(0o644); err != nil {
		return err
	}
	if err := f.Sync(); err != nil {
		return err
	}
	return os.Rename(f.Name(), to)
}

func addFile(w *tar.Writer, name, path string) error {
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	info, err := in.Stat()
	if err != nil {
		return err
	}
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: info.Size(), ModTime: buildTime}); err != nil {
		return err
	}
	_, err = io.Copy(w, in)
	return err
}

func addJSON(w *tar.Writer, name string, value any) error {
	content, err := json.Marshal(value)
	if err != nil {
		return err
	}
	if err := w.WriteHeader(&tar.Header{Name: name, Mode: 0o644, Size: int64(len(content)), ModTime: buildTime}); err != nil {
		return err
	}
	_, err = w.Write(content)
	return err
}

package image

import (
	"archive/tar"
	"bufio"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// cassandraID is the user and group of Cassandra in the official image.
const cassandraID = 999

// layer is an uncompressed layer in a file.
type layer struct {
	path   string
	digest string // sha256, hex
}

// writeLayer writes the entries of root that keep accepts as a layer. Nothing of
// this machine gets in but contents, modes and times.
func writeLayer(to, root string, keep func(name string) bool) (layer, error) {
	f, err := os.Create(to)
	if err != nil {
		return layer{}, err
	}
	defer f.Close()
	hash := sha256.New()
	buffered := bufio.NewWriterSize(f, 1<<20)
	w := tar.NewWriter(io.MultiWriter(buffered, hash))
	err = filepath.WalkDir(root, func(path string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		name, err := filepath.Rel(root, path)
		if err != nil || name == "." || !keep(name) {
			return err
		}
		return writeEntry(w, path, name, d)
	})
	if err == nil {
		err = w.Close()
	}
	if err == nil {
		err = buffered.Flush()
	}
	if err == nil {
		err = f.Close()
	}
	if err != nil {
		return layer{}, fmt.Errorf("layer: %w", err)
	}
	return layer{path: to, digest: hex.EncodeToString(hash.Sum(nil))}, nil
}

func writeEntry(w *tar.Writer, path, name string, d fs.DirEntry) error {
	info, err := d.Info()
	if err != nil {
		return err
	}
	target := ""
	if info.Mode()&fs.ModeSymlink != 0 {
		if target, err = os.Readlink(path); err != nil {
			return err
		}
	}
	header, err := tar.FileInfoHeader(info, target)
	if err != nil {
		return err
	}
	owner := ownerOf(name)
	*header = tar.Header{
		Typeflag: header.Typeflag, Name: name, Linkname: target, Size: header.Size, Mode: header.Mode,
		Uid: owner, Gid: owner, ModTime: buildTime,
	}
	if info.IsDir() {
		header.Name += "/"
	} else if target == "" {
		header.ModTime = info.ModTime()
	}
	if err := w.WriteHeader(header); err != nil || !info.Mode().IsRegular() {
		return err
	}
	in, err := os.Open(path)
	if err != nil {
		return err
	}
	defer in.Close()
	_, err = io.Copy(w, in)
	return err
}

// ownerOf gives Cassandra what the official image gives it; the rest is root's.
func ownerOf(name string) int {
	for _, dir := range cassandraDirs {
		if name == dir || strings.HasPrefix(name, dir+"/") {
			return cassandraID
		}
	}
	return 0
}

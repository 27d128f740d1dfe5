package cli

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"net"
	"os"
	"path/filepath"
	"strings"

	"cassandra-for-rancher/lab/internal/image"
	"cassandra-for-rancher/lab/internal/plan"
	"cassandra-for-rancher/lab/internal/store"

	"golang.org/x/sync/errgroup"
)

// seedImages gives new nodes a store with all images, before they start.
func (d *daemons) seedImages(ctx context.Context, archives []image.Archive, s *steps) error {
	var fresh []plan.Node
	for _, n := range d.nodes {
		if _, err := os.Stat(d.config.ContainerdRoot(n)); errors.Is(err, fs.ErrNotExist) {
			fresh = append(fresh, n)
		}
	}
	if len(fresh) == 0 {
		return nil
	}
	return s.do(fmt.Sprintf("images for %d new nodes", len(fresh)), func() error {
		template, err := store.Template(ctx, d.config.Cache, archives)
		if err != nil {
			return err
		}
		for _, n := range fresh {
			if err := os.MkdirAll(d.config.NodeDir(n), 0o755); err != nil {
				return err
			}
			if err := store.Copy(ctx, template, d.config.ContainerdRoot(n)); err != nil {
				return fmt.Errorf("images of %s: %w", n.Name, err)
			}
			if err := d.imageStore(n).noteAll(archives); err != nil {
				return err
			}
		}
		return nil
	})
}

// importImages gives nodes that have run before the images that they lack.
func (d *daemons) importImages(ctx context.Context, archives []image.Archive, s *steps) error {
	group, ctx := errgroup.WithContext(ctx)
	for _, n := range d.nodes {
		group.Go(func() error {
			done := s.begin(n.Name + " has the images")
			if err := d.importInto(ctx, n, archives); err != nil {
				return fmt.Errorf("images of %s: %w", n.Name, err)
			}
			done()
			return nil
		})
	}
	return group.Wait()
}

func (d *daemons) importInto(ctx context.Context, n plan.Node, archives []image.Archive) error {
	images := d.imageStore(n)
	err := d.poll(ctx, n.Name+"'s containerd", func() (bool, error) {
		conn, err := net.Dial("unix", images.Socket)
		if err != nil {
			return false, err
		}
		return true, conn.Close()
	})
	if err != nil {
		return err
	}
	there, err := images.refs(ctx)
	if err != nil {
		return err
	}
	for _, a := range archives {
		if images.has(a, there) {
			continue
		}
		if _, err := images.CTR(ctx, "images", "import", a.Path); err != nil {
			return err
		}
		if err := images.note(a); err != nil {
			return err
		}
	}
	return nil
}

// imageStore is a node's containerd. A note of each archive is kept beside it:
// the names of images do not tell whether they were made anew.
type imageStore struct {
	store.Ref
	notes string
}

func (d *daemons) imageStore(n plan.Node) imageStore {
	return imageStore{store.Ref{Socket: d.config.ContainerdSocket(n)}, filepath.Join(d.config.NodeDir(n), "images")}
}

func (s imageStore) refs(ctx context.Context) (map[string]bool, error) {
	out, err := s.CTR(ctx, "images", "list", "--quiet")
	if err != nil {
		return nil, err
	}
	refs := map[string]bool{}
	for _, ref := range strings.Fields(out) {
		refs[ref] = true
	}
	return refs, nil
}

func (s imageStore) has(a image.Archive, there map[string]bool) bool {
	for _, ref := range a.Refs {
		if !there[ref] {
			return false
		}
	}
	note, err := os.ReadFile(s.noteFile(a))
	return err == nil && string(note) == fingerprint(a)
}

func (s imageStore) note(a image.Archive) error {
	if err := os.MkdirAll(s.notes, 0o755); err != nil {
		return err
	}
	return os.WriteFile(s.noteFile(a), []byte(fingerprint(a)), 0o644)
}

func (s imageStore) noteAll(archives []image.Archive) error {
	for _, a := range archives {
		if err := s.note(a); err != nil {
			return err
		}
	}
	return nil
}

func (s imageStore) noteFile(a image.Archive) string {
	return filepath.Join(s.notes, strings.ReplaceAll(a.Name, "/", "_"))
}

// fingerprint changes when an archive is another one: archives are named after
// their content. Their times say nothing, as the cache touches what it hands out.
func fingerprint(a image.Archive) string {
	return filepath.Base(a.Path) + "\n"
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"cassandra-for-rancher/lab/internal/image"
	"cassandra-for-rancher/lab/internal/plan"

	"golang.org/x/sync/errgroup"
)

// importImages gives every node the images that it lacks.
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
	store := imageStore{socket: d.config.ContainerdSocket(n), notes: filepath.Join(d.config.NodeDir(n), "images")}
	if err := os.MkdirAll(store.notes, 0o755); err != nil {
		return err
	}
	err := d.poll(ctx, n.Name+"'s containerd", func() (bool, error) {
		conn, err := net.Dial("unix", store.socket)
		if err != nil {
			return false, err
		}
		return true, conn.Close()
	})
	if err != nil {
		return err
	}
	there, err := store.refs(ctx)
	if err != nil {
		return err
	}
	for _, a := range archives {
		if store.has(a, there) {
			continue
		}
		if _, err := store.ctr(ctx, "images", "import", a.Path); err != nil {
			return err
		}
		if err := store.note(a); err != nil {
			return err
		}
	}
	return nil
}

// imageStore is a node's containerd. A note of each archive is kept beside it:
// the names of images do not tell whether they were made anew.
type imageStore struct{ socket, notes string }

func (s imageStore) ctr(ctx context.Context, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, "ctr", append([]string{"--address", s.socket, "--namespace", "k8s.io"}, args...)...).Output()
	var exit *exec.ExitError
	if errors.As(err, &exit) && ctx.Err() == nil {
		return "", fmt.Errorf("ctr %s: %s", strings.Join(args, " "), oneLine(string(exit.Stderr)))
	}
	return string(out), err
}

func (s imageStore) refs(ctx context.Context) (map[string]bool, error) {
	out, err := s.ctr(ctx, "images", "list", "--quiet")
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
	return os.WriteFile(s.noteFile(a), []byte(fingerprint(a)), 0o644)
}

func (s imageStore) noteFile(a image.Archive) string {
	return filepath.Join(s.notes, strings.ReplaceAll(a.Name, "/", "_"))
}

// fingerprint changes when an archive is another one.
func fingerprint(a image.Archive) string {
	st, err := os.Stat(a.Path)
	if err != nil {
		return "" // importing it will say why
	}
	return fmt.Sprintf("%s %d %d\n", a.Path, st.Size(), st.ModTime().UnixNano())
}

package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"strings"
	"time"

	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/image"
	"cassandra-for-rancher/lab/internal/network"
	"cassandra-for-rancher/lab/internal/plan"
	"cassandra-for-rancher/lab/internal/rancher"

	"golang.org/x/sync/errgroup"
)

func up(ctx context.Context, c *config.Config, _ []string) error {
	if err := mustBeRoot(); err != nil {
		return err
	}
	release, err := acquire(c.Name)
	if err != nil {
		return err
	}
	defer release()
	if err := otherOwner(c); err != nil {
		return err
	}
	s := newSteps(os.Stdout)
	wanted, err := want(c)
	if err != nil {
		return err
	}
	if same, err := runsAlready(ctx, wanted, s); err != nil || same {
		return err
	}
	if err := start(ctx, wanted, s); err != nil {
		// What was begun is taken back, also when the user has pressed Ctrl-C.
		left := clean(context.WithoutCancel(ctx), c)
		if ctx.Err() != nil {
			err = errors.New("interrupted; nothing is left running")
		}
		return errors.Join(err, left)
	}
	s.print("\nThe lab is up after %.1f s.", s.elapsed().Seconds())
	welcome(s, c)
	return nil
}

func want(c *config.Config) (running, error) {
	self, err := os.Executable()
	return running{Config: *c, Binary: self, Began: time.Now()}, err
}

// runsAlready says whether a healthy lab with the same settings is there, and
// otherwise takes away what is.
func runsAlready(ctx context.Context, wanted running, s *steps) (bool, error) {
	c := &wanted.Config
	now, ok, err := load(c)
	if err != nil {
		return false, err
	}
	what := "remains of an earlier start are taken away"
	if ok {
		good := examine(ctx, now).good(now.Config.Nodes)
		if good && now.Config == wanted.Config && now.Binary == wanted.Binary {
			s.print("The lab is up already, for %s.", time.Since(now.Began).Round(time.Second))
			welcome(s, c)
			return true, nil
		}
		if what = "the lab that does not work is taken down"; good {
			what = "the lab with other settings is taken down"
		}
	}
	if !ok && !anyRemains(c) {
		return false, nil
	}
	return false, s.do(what, func() error { return clean(ctx, c) })
}

// start brings up everything. On an error the caller takes it back.
func start(ctx context.Context, r running, s *steps) error {
	c := &r.Config
	if err := s.do("this machine can run it", func() error { return preflight(c) }); err != nil {
		return err
	}
	if what, pkgs := missing(requirements()); len(pkgs) > 0 {
		if err := s.do("installed "+strings.Join(pkgs, ", "), func() error { return install(ctx, pkgs) }); err != nil {
			return fmt.Errorf("%s missing: %w", strings.Join(what, ", "), err)
		}
	}
	d, err := launch(ctx, c, s)
	if err != nil {
		return err
	}
	group, ctx := errgroup.WithContext(ctx)
	group.Go(func() error { return d.follow(ctx, s) })
	group.Go(func() error {
		archives, err := ensureImages(ctx, c, s)
		if err != nil {
			return err
		}
		// A new node gets its images before it starts; meanwhile the API server does.
		if err := d.seedImages(ctx, archives, s); err != nil {
			return err
		}
		if err := d.startNodes(); err != nil {
			return err
		}
		group.Go(func() error { return d.nodesReady(ctx, r.Began, s) })
		return d.importImages(ctx, archives, s)
	})
	if err := group.Wait(); err != nil {
		return err
	}
	return r.save(c)
}

func ensureImages(ctx context.Context, c *config.Config, s *steps) (archives []image.Archive, err error) {
	err = s.do("container images are there", func() error {
		archives, err = image.Ensure(ctx, c.Cache, s.note)
		return err
	})
	return archives, err
}

// images makes the container images and nothing else.
func images(ctx context.Context, c *config.Config, _ []string) error {
	if err := mustBeRoot(); err != nil {
		return err
	}
	s := newSteps(os.Stdout)
	archives, err := ensureImages(ctx, c, s)
	if err != nil {
		return err
	}
	for _, a := range archives {
		s.note("%s: %s", strings.Join(a.Refs, ", "), a.Path)
	}
	return nil
}

// launch makes the network and starts the control plane.
func launch(ctx context.Context, c *config.Config, s *steps) (*daemons, error) {
	doors, api, err := listen(c)
	if err != nil {
		return nil, err
	}
	defer doors.Close() // the server has copies
	defer api.Close()
	d := &daemons{config: c, nodes: plan.Nodes(c.Nodes)}
	err = s.do(fmt.Sprintf("network of %d nodes", c.Nodes), func() error {
		if err := d.prepare(); err != nil {
			return err
		}
		return network.Build(c.ControlPlaneNS(), d.nodes, c.NodeNS)
	})
	if err != nil {
		return nil, err
	}
	return d, errors.Join(d.startServer(doors, api), ctx.Err())
}

// welcome says where everything is.
func welcome(s *steps, c *config.Config) {
	s.print("\n  %s/dashboard/\n", c.URL())
	for _, u := range rancher.Users {
		s.print("  %-9s %-22s %s", u.Login, u.Password, u.What)
	}
	s.print("\n  KUBECONFIG=%s", c.AdminKubeconfig())
}

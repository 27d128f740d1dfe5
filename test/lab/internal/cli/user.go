package cli

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/pki"
	"cassandra-for-rancher/lab/internal/rancher"
)

// user shows a login, and gives the same person a way in with kubectl: a client
// certificate with the name and groups that Rancher would impersonate.
func user(_ context.Context, c *config.Config, args []string) error {
	var names []string
	for _, u := range rancher.Users {
		if len(args) == 1 && u.Login == args[0] {
			return show(c, u)
		}
		names = append(names, u.Login)
	}
	if len(args) != 1 {
		return fmt.Errorf("lab user takes one name: %s", strings.Join(names, ", "))
	}
	return fmt.Errorf("there is no user %q; there are %s", args[0], strings.Join(names, ", "))
}

func show(c *config.Config, u rancher.User) error {
	if _, err := os.Stat(filepath.Join(c.PKI(), "ca.crt")); errors.Is(err, os.ErrNotExist) {
		return fmt.Errorf("there is no lab in %s; lab up makes one", c.Dir)
	}
	ca, err := pki.OpenAuthority(c.PKI(), "ca")
	if err != nil {
		return err
	}
	pair, err := ca.Ensure("user-"+u.Login, pki.Subject{Name: u.ID, Groups: u.Groups})
	if err != nil {
		return err
	}
	path := c.Path("users", u.Login+".kubeconfig")
	if err := os.MkdirAll(filepath.Dir(path), 0o755); err != nil {
		return err
	}
	if err := ca.Kubeconfig(path, c.APIURL(), u.ID, pair); err != nil {
		return err
	}
	fmt.Printf("login      %s\npassword   %s\nmay        %s\nkubeconfig %s\n", u.Login, u.Password, u.What, path)
	return nil
}

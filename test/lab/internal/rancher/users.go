package rancher

import (
	"crypto/sha256"
	"crypto/subtle"

	"k8s.io/apiserver/pkg/authentication/user"
)

// User is one local account of the lab. ID names its management.cattle.io User
// object and is the Kubernetes user that is impersonated; What says in one line
// what the account may do.
type User struct {
	Login, Password, ID, Display string
	Groups                       []string
	What                         string
}

// loggedIn are the groups that Rancher gives to everybody with a session.
var loggedIn = []string{groupAuthenticated, groupCattle}

const (
	groupAuthenticated   = "system:authenticated"
	groupUnauthenticated = "system:unauthenticated"
	groupCattle          = "system:cattle:authenticated"
)

// Users are the accounts of the lab; rbac.go holds what each may do.
var Users = []User{
	account("admin", "user-admin", "Lab Admin", "everything (cluster-admin)"),
	account("operator", "u-operator", "Lab Operator", "everything in the namespace "+OperatorNamespace+", exec included; elsewhere only what a project owner may read"),
	account("viewer", "u-viewer", "Lab Viewer", "reads the whole cluster except secrets; changes nothing, no exec"),
	account("noexec", "u-noexec", "Lab Without Exec", "reads and writes the whole cluster, but no exec, attach, port-forward or proxy"),
}

func account(login, id, display, what string) User {
	return User{
		Login: login, Password: login + "-lab-password", ID: id, Display: display,
		Groups: loggedIn, What: what,
	}
}

// principal is the identity by which Rancher's own API knows the account.
func (u User) principal() string { return "local://" + u.ID }

// info is the identity under which the account's requests reach Kubernetes.
func (u User) info() user.Info {
	return &user.DefaultInfo{
		Name:   u.ID,
		UID:    u.ID,
		Groups: u.Groups,
		Extra:  map[string][]string{"principalid": {u.principal()}, "username": {u.Login}},
	}
}

func userByID(id string) (User, bool) {
	for _, u := range Users {
		if u.ID == id {
			return u, true
		}
	}
	return User{}, false
}

// checkPassword compares digests, so that neither the length nor the first
// difference of a password shows in the time it takes.
func checkPassword(login, password string) (User, bool) {
	given := sha256.Sum256([]byte(password))
	for _, u := range Users {
		want := sha256.Sum256([]byte(u.Password))
		if u.Login == login && subtle.ConstantTimeCompare(given[:], want[:]) == 1 {
			return u, true
		}
	}
	return User{}, false
}

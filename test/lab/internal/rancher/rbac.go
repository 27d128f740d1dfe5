package rancher

import (
	"context"
	"fmt"
	"slices"

	rbacv1 "k8s.io/api/rbac/v1"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/runtime"
	"k8s.io/apimachinery/pkg/util/wait"
)

// The ClusterRoles that Kubernetes itself brings.
const (
	clusterAdmin = "cluster-admin"
	adminRole    = "admin"
	viewRole     = "view"
)

// editParts are what Kubernetes' ClusterRole "edit" is put together from. The
// parts are read instead of the whole, because the whole is filled in by a
// controller that may still be starting.
var editParts = []string{"system:aggregate-to-edit", "system:aggregate-to-view"}

// withoutExec is what "edit" allows and the user noexec must not have: every way
// into a running container.
var withoutExec = []string{"pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy"}

var readVerbs = []string{"get", "list", "watch"}

// publicSettings are what the login page reads before anybody is logged in.
var publicSettings = []string{
	"first-login", "server-version", "ui-pl", "ui-brand", "ui-banners", "ui-performance",
}

// rights are the roles and bindings of the lab's users.
func rights(ctx context.Context, objects *applier) ([]item, error) {
	all := everybody()
	for _, u := range Users {
		all = append(all, ownUser(u)...)
	}
	all = append(all, bind("lab-admin", clusterAdmin, userID("admin")))
	all = append(all, operatorRights()...)
	all = append(all, viewerRights()...)
	noexec, err := noexecRights(ctx, objects)
	if err != nil {
		return nil, err
	}
	return append(all, noexec...), nil
}

// everybody holds what every logged-in Rancher user may read, and what the
// login page may read without a user.
func everybody() []item {
	return []item{
		role("lab-rancher-user",
			rule("management.cattle.io", readVerbs, "settings", "features", "clusters", "projects"),
			rule("provisioning.cattle.io", readVerbs, "clusters"),
			rule("catalog.cattle.io", readVerbs, "uiplugins", "clusterrepos"),
		),
		bind("lab-rancher-user", "lab-rancher-user", group(groupCattle)),
		role("lab-login-page", named(rule("management.cattle.io", readVerbs, "settings"), publicSettings...)),
		bind("lab-login-page", "lab-login-page", group(groupUnauthenticated)),
	}
}

// ownUser lets a user read the object that describes them.
func ownUser(u User) []item {
	name := "lab-self-" + u.Login
	return []item{
		role(name, named(rule("management.cattle.io", []string{"get", "watch"}, "users"), u.ID)),
		bind(name, name, userID(u.Login)),
	}
}

// operatorRights are those of somebody who owns a Rancher project with one
// namespace: all in it, and of the cluster only what a project's owner may read.
func operatorRights() []item {
	return []item{
		role("lab-operator",
			rule("storage.k8s.io", readVerbs, "storageclasses"),
			rule("", readVerbs, "persistentvolumes"),
			named(rule("", []string{"get", "watch"}, "namespaces"), OperatorNamespace),
		),
		bind("lab-operator", "lab-operator", userID("operator")),
		bindIn(OperatorNamespace, "lab-operator", adminRole, userID("operator")),
	}
}

func viewerRights() []item {
	return []item{
		role("lab-cluster-reader", clusterReads()...),
		bind("lab-viewer", viewRole, userID("viewer")),
		bind("lab-viewer-cluster", "lab-cluster-reader", userID("viewer")),
	}
}

func noexecRights(ctx context.Context, objects *applier) ([]item, error) {
	rules := append(clusterReads(), rule("", []string{"create"}, "namespaces"))
	for _, part := range editParts {
		o, err := objects.of(clusterRoleKind, "").Get(ctx, part, metav1.GetOptions{})
		if err != nil {
			return nil, fmt.Errorf("read ClusterRole %s: %w", part, err)
		}
		var from rbacv1.ClusterRole
		if err := runtime.DefaultUnstructuredConverter.FromUnstructured(o.Object, &from); err != nil {
			return nil, fmt.Errorf("read ClusterRole %s: %w", part, err)
		}
		rules = append(rules, without(from.Rules, withoutExec)...)
	}
	return []item{
		role("lab-noexec", rules...),
		bind("lab-noexec", "lab-noexec", userID("noexec")),
	}, nil
}

// filledIn waits until Kubernetes' own ClusterRoles, which a controller puts
// together, say what their users may do: a login before that may do nothing.
func filledIn(ctx context.Context, objects *applier) error {
	for _, name := range []string{viewRole, adminRole} {
		err := wait.PollUntilContextTimeout(ctx, applyRetry, applyLimit, true, func(ctx context.Context) (bool, error) {
			o, err := objects.of(clusterRoleKind, "").Get(ctx, name, metav1.GetOptions{})
			if err != nil {
				return false, err
			}
			var role rbacv1.ClusterRole
			err = runtime.DefaultUnstructuredConverter.FromUnstructured(o.Object, &role)
			return slices.ContainsFunc(role.Rules, listsPods), err
		})
		if err != nil {
			return fmt.Errorf("wait for the rules of ClusterRole %s: %w", name, err)
		}
	}
	return nil
}

// listsPods tells a rule that comes with the part that every role has, and that
// reaches the larger roles last.
func listsPods(r rbacv1.PolicyRule) bool {
	return slices.Contains(r.Resources, "pods") && slices.Contains(r.Verbs, "list")
}

// without takes resources out of rules, and out whole rules that give nothing else.
func without(rules []rbacv1.PolicyRule, resources []string) []rbacv1.PolicyRule {
	var left []rbacv1.PolicyRule
	for _, r := range rules {
		r.Resources = slices.DeleteFunc(slices.Clone(r.Resources), func(name string) bool {
			return slices.Contains(resources, name)
		})
		if len(r.Resources) > 0 {
			left = append(left, r)
		}
	}
	return left
}

// clusterReads is what lies outside namespaces and may be read by whoever looks
// after databases in the whole cluster.
func clusterReads() []rbacv1.PolicyRule {
	return []rbacv1.PolicyRule{
		rule("", readVerbs, "nodes", "persistentvolumes"),
		rule("storage.k8s.io", readVerbs, "storageclasses"),
	}
}

package rancher

import (
	"fmt"

	rbacv1 "k8s.io/api/rbac/v1"
)

// This file puts rights into the form of Kubernetes objects.

func rule(group string, verbs []string, resources ...string) rbacv1.PolicyRule {
	return rbacv1.PolicyRule{APIGroups: []string{group}, Verbs: verbs, Resources: resources}
}

// named narrows a rule to objects of these names.
func named(r rbacv1.PolicyRule, names ...string) rbacv1.PolicyRule {
	r.ResourceNames = names
	return r
}

func role(name string, rules ...rbacv1.PolicyRule) item {
	var out []any
	for _, r := range rules {
		o := fields{"apiGroups": list(r.APIGroups), "resources": list(r.Resources), "verbs": list(r.Verbs)}
		if len(r.ResourceNames) > 0 {
			o["resourceNames"] = list(r.ResourceNames)
		}
		out = append(out, o)
	}
	return clusterRoleKind.object("", name, fields{"rules": out})
}

// list is a list of strings as unstructured objects want it.
func list(names []string) []any {
	out := make([]any, len(names))
	for i, n := range names {
		out[i] = n
	}
	return out
}

// userID names the account with this login as the one who gets a role.
func userID(login string) fields {
	for _, u := range Users {
		if u.Login == login {
			return subject("User", u.ID)
		}
	}
	panic(fmt.Sprintf("rancher: no account %q", login)) // a typing error in rbac.go, found by its test
}

func group(name string) fields { return subject("Group", name) }

func subject(kind, name string) fields {
	return fields{"apiGroup": rbacv1.GroupName, "kind": kind, "name": name}
}

// bind gives a ClusterRole in the whole cluster.
func bind(name, role string, to fields) item {
	return clusterRoleBindingKind.object("", name, binding(role, to))
}

// bindIn gives a ClusterRole in one namespace.
func bindIn(namespace, name, role string, to fields) item {
	return roleBindingKind.object(namespace, name, binding(role, to))
}

func binding(role string, to fields) fields {
	return fields{
		"roleRef":  fields{"apiGroup": rbacv1.GroupName, "kind": "ClusterRole", "name": role},
		"subjects": []any{to},
	}
}

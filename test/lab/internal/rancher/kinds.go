package rancher

import (
	"strings"

	"k8s.io/apimachinery/pkg/apis/meta/v1/unstructured"
	"k8s.io/apimachinery/pkg/runtime/schema"
)

// kind is one type of object that is made here.
type kind struct {
	group, version, name, plural string
	namespaced                   bool
}

var (
	namespaceKind          = kind{"", "v1", "Namespace", "namespaces", false}
	clusterRoleKind        = kind{"rbac.authorization.k8s.io", "v1", "ClusterRole", "clusterroles", false}
	clusterRoleBindingKind = kind{"rbac.authorization.k8s.io", "v1", "ClusterRoleBinding", "clusterrolebindings", false}
	roleBindingKind        = kind{"rbac.authorization.k8s.io", "v1", "RoleBinding", "rolebindings", true}
	crdKind                = kind{"apiextensions.k8s.io", "v1", "CustomResourceDefinition", "customresourcedefinitions", false}

	settingKind     = kind{"management.cattle.io", "v3", "Setting", "settings", false}
	featureKind     = kind{"management.cattle.io", "v3", "Feature", "features", false}
	clusterKind     = kind{"management.cattle.io", "v3", "Cluster", "clusters", false}
	provisionedKind = kind{"provisioning.cattle.io", "v1", "Cluster", "clusters", true}
	projectKind     = kind{"management.cattle.io", "v3", "Project", "projects", true}
	userKind        = kind{"management.cattle.io", "v3", "User", "users", false}
	uiPluginKind    = kind{"catalog.cattle.io", "v1", "UIPlugin", "uiplugins", true}
	clusterRepoKind = kind{"catalog.cattle.io", "v1", "ClusterRepo", "clusterrepos", false}
	appKind         = kind{"catalog.cattle.io", "v1", "App", "apps", true}
)

// rancherKinds are the types that a Rancher server adds to Kubernetes and
// without which the dashboard does not start, or not quietly.
var rancherKinds = []kind{
	settingKind, featureKind, clusterKind, provisionedKind, projectKind, userKind,
	uiPluginKind, clusterRepoKind, appKind,
}

func (k kind) resource() schema.GroupVersionResource {
	return schema.GroupVersionResource{Group: k.group, Version: k.version, Resource: k.plural}
}

func (k kind) crdName() string { return k.plural + "." + k.group }

// object makes an object of this kind; body holds everything beside metadata.
func (k kind) object(namespace, name string, body fields) item {
	o := &unstructured.Unstructured{Object: fields{}}
	for key, value := range body {
		o.Object[key] = value
	}
	o.SetGroupVersionKind(schema.GroupVersionKind{Group: k.group, Version: k.version, Kind: k.name})
	o.SetName(name)
	o.SetNamespace(namespace)
	return item{k, o}
}

// definition makes the CustomResourceDefinition of this kind. Rancher's own
// schemas are not needed: nothing but the lab and tests writes these objects.
func (k kind) definition() item {
	scope := "Cluster"
	if k.namespaced {
		scope = "Namespaced"
	}
	return crdKind.object("", k.crdName(), fields{"spec": fields{
		"group": k.group,
		"scope": scope,
		"names": fields{
			"kind": k.name, "listKind": k.name + "List",
			"plural": k.plural, "singular": strings.ToLower(k.name),
		},
		"versions": []any{fields{
			"name": k.version, "served": true, "storage": true,
			"schema": fields{"openAPIV3Schema": fields{"type": "object", "x-kubernetes-preserve-unknown-fields": true}},
		}},
	}})
}

// item is an object with its kind.
type item struct {
	kind   kind
	object *unstructured.Unstructured
}

func (i item) labelled(labels map[string]string) item {
	i.object.SetLabels(labels)
	return i
}

func (i item) annotated(annotations map[string]string) item {
	i.object.SetAnnotations(annotations)
	return i
}

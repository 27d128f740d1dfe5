package rancher

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"
)

const roles = "/apis/rbac.authorization.k8s.io/v1/clusterroles/"

// editRoles gives the fake API server the roles that Kubernetes brings.
func editRoles(api *fakeAPI) {
	api.objects[roles+editParts[0]] = fields{
		"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": fields{"name": editParts[0]},
		"rules": []any{
			fields{"apiGroups": []any{""}, "verbs": []any{"create"}, "resources": []any{"pods", "pods/exec", "pods/portforward", "pods/proxy"}},
			fields{"apiGroups": []any{""}, "verbs": []any{"get"}, "resources": []any{"pods/exec", "pods/attach", "services/proxy"}},
		},
	}
	api.objects[roles+editParts[1]] = fields{
		"apiVersion": "rbac.authorization.k8s.io/v1", "kind": "ClusterRole", "metadata": fields{"name": editParts[1]},
		"rules": []any{fields{"apiGroups": []any{"apps"}, "verbs": []any{"get"}, "resources": []any{"statefulsets"}}},
	}
}

func TestSeed(t *testing.T) {
	api, objects := newFakeAPI(t)
	editRoles(api)
	if err := seed(t.Context(), objects, seedFacts{URL: "https://127.0.0.1:8443", Kubernetes: "v1.36.3", Nodes: 3}); err != nil {
		t.Fatal(err)
	}
	lastType := slices.IndexFunc(api.writes, func(p string) bool { return !strings.Contains(p, "customresourcedefinitions") })
	if lastType != len(rancherKinds) {
		t.Errorf("objects were written after %d of %d types", lastType, len(rancherKinds))
	}
	for _, path := range []string{
		"/apis/management.cattle.io/v3/settings/ui-pl",
		"/apis/management.cattle.io/v3/users/u-noexec",
		"/apis/management.cattle.io/v3/clusters/local",
		"/apis/provisioning.cattle.io/v1/namespaces/fleet-local/clusters/local",
		"/apis/management.cattle.io/v3/namespaces/local/projects/p-databases",
		"/api/v1/namespaces/databases",
		"/apis/rbac.authorization.k8s.io/v1/namespaces/databases/rolebindings/lab-operator",
	} {
		if api.get(path) == nil {
			t.Errorf("%s was not made", path)
		}
	}
	noexec, _ := json.Marshal(api.get(roles + "lab-noexec"))
	for _, forbidden := range []string{"pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy"} {
		if strings.Contains(string(noexec), forbidden) {
			t.Errorf("noexec may use %s: %s", forbidden, noexec)
		}
	}
	for _, wanted := range []string{`"pods"`, `"statefulsets"`, `"nodes"`} {
		if !strings.Contains(string(noexec), wanted) {
			t.Errorf("noexec may not use %s: %s", wanted, noexec)
		}
	}
}

func TestSeedSaysWhatFailed(t *testing.T) {
	_, objects := newFakeAPI(t) // without the roles that Kubernetes brings
	err := seed(t.Context(), objects, seedFacts{Kubernetes: "v1.36.3"})
	if err == nil || !strings.Contains(err.Error(), editParts[0]) {
		t.Errorf("error %v", err)
	}
}

func TestClusterVersionIsSplit(t *testing.T) {
	for version, want := range map[string][2]string{"v1.36.3": {"1", "36"}, "v2": {"2", ""}, "": {"", ""}} {
		status := cluster(seedFacts{Kubernetes: version}).object.Object["status"].(fields)
		got := status["version"].(fields)
		if got["major"] != want[0] || got["minor"] != want[1] {
			t.Errorf("%q: %v", version, got)
		}
	}
}

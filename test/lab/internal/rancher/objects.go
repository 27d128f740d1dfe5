package rancher

import "strings"

const (
	localCluster    = "local"
	fleetNamespace  = "fleet-local"
	pluginNamespace = "cattle-ui-plugin-system"

	// OperatorNamespace is the one namespace that the user operator owns.
	OperatorNamespace = "databases"

	defaultProject  = "p-default"
	operatorProject = "p-databases"

	projectAnnotation = "field.cattle.io/projectId"
)

var rancherNamespaces = []string{"cattle-system", pluginNamespace, fleetNamespace, localCluster}

// rancherObjects are the objects that the dashboard reads, without rights.
func rancherObjects(facts seedFacts) []item {
	var all []item
	for _, name := range rancherNamespaces {
		all = append(all, namespaceKind.object("", name, nil))
	}
	all = append(all,
		inProject("default", defaultProject),
		inProject(OperatorNamespace, operatorProject),
		project(defaultProject, "Default", "Where namespaces are that nobody put elsewhere"),
		project(operatorProject, "Databases", "What the user operator owns"),
		cluster(facts),
		provisionedCluster(),
	)
	all = append(all, settings(facts)...)
	all = append(all, features()...)
	for _, u := range Users {
		all = append(all, userKind.object("", u.ID, fields{
			"username": u.Login, "displayName": u.Display, "description": u.What,
			"enabled": true, "mustChangePassword": false, "principalIds": []any{u.principal()},
		}))
	}
	return all
}

// inProject makes a namespace and says to which project it belongs, in both of
// the ways that Rancher does.
func inProject(namespace, project string) item {
	return namespaceKind.object("", namespace, nil).
		labelled(map[string]string{projectAnnotation: project}).
		annotated(map[string]string{projectAnnotation: localCluster + ":" + project})
}

func project(name, display, description string) item {
	return projectKind.object(localCluster, name, fields{"spec": fields{
		"clusterName": localCluster, "displayName": display, "description": description,
	}})
}

// cluster is the cluster that Rancher runs in. The dashboard opens it only if it
// is Connected, and takes the version on its page from status.
func cluster(facts seedFacts) item {
	version := strings.SplitN(strings.TrimPrefix(facts.Kubernetes, "v"), ".", 3)
	for len(version) < 2 {
		version = append(version, "")
	}
	isTrue := func(condition string) fields { return fields{"type": condition, "status": "True"} }
	return clusterKind.object("", localCluster, fields{
		"spec": fields{"displayName": localCluster, "internal": true, "fleetWorkspaceName": fleetNamespace},
		"status": fields{
			"driver": "imported", "provider": "", "connected": true,
			"nodeCount": int64(facts.Nodes), "linuxWorkerCount": int64(facts.Nodes),
			"info":       fields{"kubernetesVersion": facts.Kubernetes, "arch": "amd64"},
			"version":    fields{"gitVersion": facts.Kubernetes, "major": version[0], "minor": version[1]},
			"conditions": []any{isTrue("Ready"), isTrue("Connected")},
		},
	}).annotated(map[string]string{ // how the dashboard finds from one object of the cluster to the other
		"objectset.rio.cattle.io/id":              "provisioning-cluster-create",
		"objectset.rio.cattle.io/owner-gvk":       "provisioning.cattle.io/v1, Kind=Cluster",
		"objectset.rio.cattle.io/owner-name":      localCluster,
		"objectset.rio.cattle.io/owner-namespace": fleetNamespace,
	})
}

// provisionedCluster is the same cluster once more, as the part of Rancher knows
// it that makes clusters; the dashboard's menu shows none without it.
func provisionedCluster() item {
	return provisionedKind.object(fleetNamespace, localCluster, fields{
		"spec": fields{},
		"status": fields{
			"clusterName": localCluster, "fleetWorkspaceName": fleetNamespace, "ready": true,
			"conditions": []any{fields{"type": "Ready", "status": "True"}},
		},
	})
}

// settings are those without which the dashboard does not show its login form,
// asks for a first password, reaches for the Internet, or logs an error.
func settings(facts seedFacts) []item {
	system := append([]string{"kube-system", "kube-public", "kube-node-lease"}, rancherNamespaces...)
	values := []struct{ name, value string }{
		{"server-version", Version},
		{"server-url", facts.URL},
		{"first-login", "false"},
		{"eula-agreed", "2026-01-01T00:00:00Z"},
		{"telemetry-opt", "out"},
		{"system-namespaces", strings.Join(system, ",")},
		{"auth-user-session-idle-ttl-minutes", "960"},
		{"auth-user-session-ttl-minutes", "960"},
		{"hide-local-cluster", "false"},
		{"display-add-extension-repos-banner", "false"},
		{"ui-pl", "rancher"},
		{"ui-brand", ""},
		{"ui-banners", "{}"},
		{"ui-performance", ""},
		{"ui-custom-links", ""},
		{"ui-community-links", "false"},
		{"ui-issues", ""},
		{"ui-content-enabled", "false"},
		{"ui-offline-preferred", "true"},
	}
	var all []item
	for _, s := range values {
		all = append(all, settingKind.object("", s.name, fields{"value": s.value, "default": s.value}))
	}
	return all
}

// features switch off those parts of the dashboard that the lab has nothing for.
func features() []item {
	values := []struct {
		name string
		on   bool
	}{
		{"multi-cluster-management", true},
		{"uiextension", true},
		{"ui-sql-cache", true},
		{"pod-shell", true},
		{"node-shell", false},    // wants a privileged pod of an image of Rancher's
		{"cluster-shell", false}, // the same
		{"continuous-delivery", false},
		{"harvester", false},
		{"rke2", false},
		{"legacy", false},
		{"cluster-autoscaling", false},
		{"rancher-scc-registration-extension", false},
	}
	var all []item
	for _, f := range values {
		all = append(all, featureKind.object("", f.name, fields{
			"spec":   fields{"value": f.on},
			"status": fields{"default": f.on, "dynamic": true, "lockedValue": nil},
		}))
	}
	return all
}

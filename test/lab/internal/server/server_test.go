package server

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	core "k8s.io/api/core/v1"
	storage "k8s.io/api/storage/v1"
	"k8s.io/apimachinery/pkg/api/resource"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes/fake"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

func TestEventsSurviveThePipe(t *testing.T) {
	var pipe strings.Builder
	e := &Events{W: &pipe}
	e.Ready("etcd")
	e.Failed(errors.New("two\nlines"))
	e.Ready("never read")
	var got []string
	ReadEvents(strings.NewReader(pipe.String()), func(e Event) bool {
		got = append(got, e.Ready+"|"+e.Failed)
		return e.Failed == ""
	})
	if fmt.Sprint(got) != "[etcd| |two lines]" {
		t.Errorf("got %v", got)
	}
}

func TestAVolumeIsMadeOnItsNodeAndDeletedThere(t *testing.T) {
	root := t.TempDir()
	p := &provisioner{func(node string) string { return filepath.Join(root, node) }}
	reclaim := core.PersistentVolumeReclaimDelete
	options := controller.ProvisionOptions{
		StorageClass:     &storage.StorageClass{ReclaimPolicy: &reclaim},
		PVName:           "pvc-1",
		SelectedNodeName: "node2",
		PVC: &core.PersistentVolumeClaim{
			ObjectMeta: meta.ObjectMeta{Namespace: "ns", Name: "data"},
			Spec: core.PersistentVolumeClaimSpec{Resources: core.VolumeResourceRequirements{
				Requests: core.ResourceList{core.ResourceStorage: resource.MustParse("1Gi")}}},
		},
	}
	pv, _, err := p.Provision(t.Context(), options)
	if err != nil {
		t.Fatal(err)
	}
	dir := filepath.Join(root, "node2", "pvc-1_ns_data")
	if st, err := os.Stat(dir); err != nil || st.Mode().Perm() != 0o777 {
		t.Fatalf("%s: %v", dir, err)
	}
	if pv.Spec.HostPath.Path != "/opt/local-path-provisioner/pvc-1_ns_data" {
		t.Errorf("the node sees it at %s", pv.Spec.HostPath.Path)
	}
	if err := p.Delete(t.Context(), pv); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(dir); !os.IsNotExist(err) {
		t.Errorf("%s is still there", dir)
	}
	options.SelectedNodeName = ""
	if _, _, err := p.Provision(t.Context(), options); err == nil {
		t.Error("a volume was made for no node")
	}
}

func TestDeleteRefusesWhatCouldLeadElsewhere(t *testing.T) {
	p := &provisioner{func(node string) string { return filepath.Join("/nowhere", node) }}
	source := core.PersistentVolumeSource{HostPath: &core.HostPathVolumeSource{Path: "/opt/x"}}
	for name, spec := range map[string]core.PersistentVolumeSpec{
		"no node":       {PersistentVolumeSource: source},
		"a path":        {PersistentVolumeSource: source, NodeAffinity: onlyOn("../../etc")},
		"not host path": {NodeAffinity: onlyOn("node1")},
	} {
		if err := p.Delete(t.Context(), &core.PersistentVolume{Spec: spec}); err == nil {
			t.Errorf("%s: deleted", name)
		}
	}
}

func TestNodesOfALargerRunAreForgotten(t *testing.T) {
	node := func(name string) *core.Node { return &core.Node{ObjectMeta: meta.ObjectMeta{Name: name}} }
	client := fake.NewClientset(node("node1"), node("node2"), node("node3"))
	if err := forgetNodes(t.Context(), client, 2); err != nil {
		t.Fatal(err)
	}
	left, err := client.CoreV1().Nodes().List(t.Context(), meta.ListOptions{})
	if err != nil || len(left.Items) != 2 || left.Items[1].Name != "node2" {
		t.Errorf("left %v, %v", left.Items, err)
	}
}

func TestOneClassIsTheDefault(t *testing.T) {
	defaults := 0
	for _, c := range classes() {
		if c.Annotations["storageclass.kubernetes.io/is-default-class"] == "true" {
			defaults++
		}
		if c.AllowVolumeExpansion != nil {
			t.Errorf("%s says something of expansion", c.Name)
		}
	}
	if defaults != 1 {
		t.Errorf("%d default classes", defaults)
	}
}

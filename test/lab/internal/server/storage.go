package server

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"

	"cassandra-for-rancher/lab/internal/plan"

	core "k8s.io/api/core/v1"
	storage "k8s.io/api/storage/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"sigs.k8s.io/sig-storage-lib-external-provisioner/v13/controller"
)

const (
	// provisionerName is Rancher's own, so that whoever knows what that one can
	// and cannot do finds it here too.
	provisionerName = "rancher.io/local-path"
	// neverProvisioner is nobody: claims of its class stay Pending.
	neverProvisioner = "lab.local/never-answers"
)

func classes() []*storage.StorageClass {
	late, now := storage.VolumeBindingWaitForFirstConsumer, storage.VolumeBindingImmediate
	return []*storage.StorageClass{
		{
			ObjectMeta:        meta.ObjectMeta{Name: "local-path", Annotations: map[string]string{"storageclass.kubernetes.io/is-default-class": "true"}},
			Provisioner:       provisionerName,
			VolumeBindingMode: &late,
		},
		{
			ObjectMeta:        meta.ObjectMeta{Name: "never"},
			Provisioner:       neverProvisioner,
			VolumeBindingMode: &now,
		},
	}
}

func runProvisioner(ctx context.Context, client kubernetes.Interface, volumes func(node string) string) error {
	for _, class := range classes() {
		_, err := client.StorageV1().StorageClasses().Create(ctx, class, meta.CreateOptions{})
		if err != nil && !apierrors.IsAlreadyExists(err) {
			return fmt.Errorf("StorageClass %s: %w", class.Name, err)
		}
	}
	controller.NewProvisionController(ctx, client, provisionerName, &provisioner{volumes}, controller.LeaderElection(false)).Run(ctx)
	return nil
}

// provisioner makes a folder for each volume: below a node's folder as seen from
// here, below plan.VolumesDir as seen from the node.
type provisioner struct{ volumes func(node string) string }

// Provision makes the folder on the node that the scheduler has chosen.
func (p *provisioner) Provision(_ context.Context, o controller.ProvisionOptions) (*core.PersistentVolume, controller.ProvisioningState, error) {
	if o.SelectedNodeName == "" {
		return nil, controller.ProvisioningFinished, errors.New("no node was selected: the class must wait for the first consumer")
	}
	name := o.PVName + "_" + o.PVC.Namespace + "_" + o.PVC.Name
	dir := filepath.Join(p.volumes(o.SelectedNodeName), name)
	if err := makeShared(dir); err != nil {
		return nil, controller.ProvisioningFinished, err
	}
	kind := core.HostPathDirectoryOrCreate
	return &core.PersistentVolume{
		ObjectMeta: meta.ObjectMeta{Name: o.PVName},
		Spec: core.PersistentVolumeSpec{
			PersistentVolumeReclaimPolicy: *o.StorageClass.ReclaimPolicy,
			AccessModes:                   o.PVC.Spec.AccessModes,
			VolumeMode:                    o.PVC.Spec.VolumeMode,
			Capacity:                      core.ResourceList{core.ResourceStorage: o.PVC.Spec.Resources.Requests[core.ResourceStorage]},
			PersistentVolumeSource:        core.PersistentVolumeSource{HostPath: &core.HostPathVolumeSource{Path: filepath.Join(plan.VolumesDir, name), Type: &kind}},
			NodeAffinity:                  onlyOn(o.SelectedNodeName),
		},
	}, controller.ProvisioningFinished, nil
}

// Delete removes the folder of a volume that Provision has made.
func (p *provisioner) Delete(_ context.Context, pv *core.PersistentVolume) error {
	if pv.Spec.HostPath == nil {
		return fmt.Errorf("volume %s is not one of ours", pv.Name)
	}
	node, err := nodeOf(pv)
	if err != nil {
		return err
	}
	return os.RemoveAll(filepath.Join(p.volumes(node), filepath.Base(pv.Spec.HostPath.Path)))
}

// makeShared makes a folder that any user of a pod may write to, as Rancher's
// provisioner does; the mode is set apart from making it because of the umask.
func makeShared(dir string) error {
	if err := os.MkdirAll(dir, 0o777); err != nil {
		return err
	}
	return os.Chmod(dir, 0o777)
}

func onlyOn(node string) *core.VolumeNodeAffinity {
	return &core.VolumeNodeAffinity{Required: &core.NodeSelector{NodeSelectorTerms: []core.NodeSelectorTerm{{
		MatchExpressions: []core.NodeSelectorRequirement{{Key: core.LabelHostname, Operator: core.NodeSelectorOpIn, Values: []string{node}}},
	}}}}
}

func nodeOf(pv *core.PersistentVolume) (string, error) {
	if a := pv.Spec.NodeAffinity; a != nil && a.Required != nil {
		for _, term := range a.Required.NodeSelectorTerms {
			for _, e := range term.MatchExpressions {
				// A node's name becomes part of a path, so it must be a plain one.
				if e.Key == core.LabelHostname && len(e.Values) == 1 && e.Values[0] == filepath.Base(e.Values[0]) {
					return e.Values[0], nil
				}
			}
		}
	}
	return "", fmt.Errorf("volume %s names no node", pv.Name)
}

package node

import (
	"fmt"
	"runtime"
	"time"

	"cassandra-for-rancher/lab/internal/plan"

	meta "k8s.io/apimachinery/pkg/apis/meta/v1"
	kubelet "k8s.io/kubelet/config/v1beta1"
	"sigs.k8s.io/yaml"
)

func (m *machine) kubeletArgs() []string {
	return []string{
		"--config=" + m.path("kubelet.yaml"),
		"--kubeconfig=" + m.files.Kubelet,
		"--root-dir=/var/lib/kubelet",
		"--cert-dir=/var/lib/kubelet/pki",
		"--hostname-override=" + m.Name,
		"--node-ip=" + m.IP,
		fmt.Sprintf("--node-labels=topology.kubernetes.io/region=%s,topology.kubernetes.io/zone=%s", plan.Region, m.Zone),
	}
}

func (m *machine) kubeletConfig() ([]byte, error) {
	total, err := totalMemory()
	if err != nil {
		return nil, err
	}
	return yaml.Marshal(m.kubeletSettings(sizeOf(total, runtime.NumCPU(), m.config.Nodes)))
}

func (m *machine) kubeletSettings(reserved size) *kubelet.KubeletConfiguration {
	yes, no, all, almost := true, false, int32(100), int32(99)
	resolver := m.path("resolv.conf")
	c := &kubelet.KubeletConfiguration{
		TypeMeta:                 meta.TypeMeta{APIVersion: "kubelet.config.k8s.io/v1beta1", Kind: "KubeletConfiguration"},
		ContainerRuntimeEndpoint: "unix://" + m.config.ContainerdSocket(m.Node),
		TLSCertFile:              m.files.Pair.CertFile,
		TLSPrivateKeyFile:        m.files.Pair.KeyFile,
		ClusterDomain:            plan.Domain,
		ClusterDNS:               []string{plan.ControlPlaneIP},
		ResolverConfig:           &resolver,

		CgroupDriver:   "cgroupfs",
		CgroupRoot:     m.config.Cgroup(m.Node),
		CgroupsPerQOS:  &yes,
		FailCgroupV1:   &no,
		FailSwapOn:     &no,
		SystemReserved: reserved.quantities(),

		// Images are not to be had again, so none is ever removed for space.
		ImageGCHighThresholdPercent: &all,
		ImageGCLowThresholdPercent:  &almost,
		EvictionHard: map[string]string{
			"memory.available": "50Mi", "nodefs.available": "1%", "imagefs.available": "1%", "nodefs.inodesFree": "1%",
		},
		SerializeImagePulls:       &no,
		MaxPods:                   60,
		NodeStatusUpdateFrequency: meta.Duration{Duration: 5 * time.Second},
		NodeLeaseDurationSeconds:  20,
		// False would break the statistics of pods.
		LocalStorageCapacityIsolation: &yes,
	}
	c.Authentication.Anonymous.Enabled = &no
	c.Authentication.Webhook.Enabled = &yes
	c.Authentication.X509.ClientCAFile = m.files.CA
	c.Authorization.Mode = kubelet.KubeletAuthorizationModeWebhook
	return c
}

package node

import (
	"encoding/json"
	"fmt"

	"cassandra-for-rancher/lab/internal/plan"
)

// PauseImage is what keeps a pod's namespaces open.
const PauseImage = "lab.local/pause:1"

// containerdConfig is in the second version of the format, which containerd 1.6
// of Debian and containerd 2 of others both read.
func (m *machine) containerdConfig(cni string) string {
	return fmt.Sprintf(`version = 2
root = %q
state = "/run/containerd"
disabled_plugins = [
  "io.containerd.snapshotter.v1.aufs",
  "io.containerd.snapshotter.v1.btrfs",
  "io.containerd.snapshotter.v1.devmapper",
  "io.containerd.snapshotter.v1.zfs",
]

[grpc]
  address = %q

[plugins."io.containerd.internal.v1.opt"]
  path = "/run/containerd-opt"

[plugins."io.containerd.grpc.v1.cri"]
  sandbox_image = %q
  stream_server_address = "127.0.0.1"
  disable_apparmor = true
  # Without CAP_SYS_RESOURCE nobody may make a process less likely to be killed.
  restrict_oom_score_adj = true

  [plugins."io.containerd.grpc.v1.cri".cni]
    bin_dir = %q
    conf_dir = %q

  [plugins."io.containerd.grpc.v1.cri".containerd]
    snapshotter = "overlayfs"
    default_runtime_name = "runc"

    [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc]
      runtime_type = "io.containerd.runc.v2"

      [plugins."io.containerd.grpc.v1.cri".containerd.runtimes.runc.options]
        SystemdCgroup = false
        ShimCgroup = %q
`, m.config.ContainerdRoot(m.Node), m.config.ContainerdSocket(m.Node), PauseImage, cni, m.path("cni"), m.systemGroup())
}

// networkConfig is the pod network: a bridge in the node, addresses from the
// node's own range. The leases are kept when the node is off, so that two pods
// never swap addresses over a restart, which Cassandra does not survive.
func (m *machine) networkConfig() ([]byte, error) {
	type object = map[string]any
	return json.MarshalIndent(object{
		"cniVersion": "1.0.0",
		"name":       "lab",
		"plugins": []object{
			{
				"type":             "bridge",
				"bridge":           "cni0",
				"isGateway":        true,
				"isDefaultGateway": true,
				"hairpinMode":      true,
				"ipam": object{
					"type":    "host-local",
					"dataDir": m.path("addresses"),
					"ranges":  [][]object{{{"subnet": m.PodSubnet}}},
				},
			},
			{"type": "portmap", "capabilities": object{"portMappings": true}},
		},
	}, "", "  ")
}

// proxyArgs: kube-proxy must not touch what belongs to the whole machine
// (connection tracking), and it masquerades everything, because without the
// br_netfilter module an answer between two pods of one bridge would otherwise
// come from the wrong address.
func (m *machine) proxyArgs() []string {
	return []string{
		"--kubeconfig=" + m.files.Proxy,
		"--hostname-override=" + m.Name,
		"--proxy-mode=iptables",
		"--cluster-cidr=" + plan.PodsCIDR,
		"--masquerade-all=true",
		"--conntrack-max-per-core=0",
		"--conntrack-min=0",
		"--conntrack-tcp-timeout-established=0s",
		"--conntrack-tcp-timeout-close-wait=0s",
		"--healthz-bind-address=127.0.0.1:10256",
		"--metrics-bind-address=127.0.0.1:10249",
	}
}

// Package plan says which names and addresses the lab uses. Every address lives
// in network namespaces that have no link to the machine's own network, so the
// same plan serves any number of labs side by side.
package plan

import "fmt"

const (
	// MaxNodes keeps node addresses within the last digit of 10.77.0.1x.
	MaxNodes = 9

	ControlPlaneIP = "10.77.0.1"
	BridgeCIDR     = ControlPlaneIP + "/24"
	Bridge         = "br0"
	PodsCIDR       = "10.42.0.0/16"
	ServicesCIDR   = "10.43.0.0/16"
	KubernetesIP   = "10.43.0.1" // first of ServicesCIDR, as the API server picks it
	Domain         = "cluster.local"
	Region         = "lab"

	APIPort  = 6443 // inside the control plane's namespace
	EtcdPort = 2379

	// VolumesDir is where a node sees the volumes that the provisioner makes,
	// the same path as Rancher's local-path provisioner uses.
	VolumesDir = "/opt/local-path-provisioner"
	// DisksDir holds prepared folders for static PersistentVolumes.
	DisksDir = "/mnt/disks"
	// Disks is how many folders each node has below DisksDir.
	Disks = 3
)

// APIServer is the address by which everything inside the lab finds the API server.
var APIServer = fmt.Sprintf("https://%s:%d", ControlPlaneIP, APIPort)

// Node is one Kubernetes node of the lab.
type Node struct {
	Index     int // from 1
	Name      string
	IP        string
	PodSubnet string
	Zone      string
}

// NodeAt gives the node of an index that starts at 1.
func NodeAt(index int) Node {
	return Node{
		Index:     index,
		Name:      fmt.Sprintf("node%d", index),
		IP:        fmt.Sprintf("10.77.0.%d", 10+index),
		PodSubnet: fmt.Sprintf("10.42.%d.0/24", index),
		Zone:      string(rune('a' + (index-1)%3)),
	}
}

// Nodes gives the first count nodes.
func Nodes(count int) []Node {
	nodes := make([]Node, count)
	for i := range nodes {
		nodes[i] = NodeAt(i + 1)
	}
	return nodes
}

package node

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
	"time"

	"cassandra-for-rancher/lab/internal/config"
	"cassandra-for-rancher/lab/internal/pki"
	"cassandra-for-rancher/lab/internal/plan"

	"k8s.io/apimachinery/pkg/api/resource"
	kubelet "k8s.io/kubelet/config/v1beta1"
	"sigs.k8s.io/yaml"
)

func testMachine() *machine {
	c := &config.Config{Dir: "/lab", Name: "lab", Nodes: 3}
	n := plan.NodeAt(2)
	return &machine{config: c, Node: n, dir: c.NodeDir(n), files: pki.NodeFilesOf(c, n)}
}

func TestANodeLooksLikeItsPartOfTheMachine(t *testing.T) {
	for _, tc := range []struct {
		memory int64
		nodes  int
		offer  int64
	}{
		{24 * gib, 3, 7 * gib},
		{24 * gib, 1, 21 * gib},
		{12 * gib, 3, 4 * gib}, // more than its share, but Cassandra fits
		{4 * gib, 3, 3 * gib},  // never more than the machine has
	} {
		if got := tc.memory - sizeOf(tc.memory, 2, tc.nodes).memory; got != tc.offer {
			t.Errorf("%d GiB, %d nodes: offers %.1f GiB", tc.memory/gib, tc.nodes, float64(got)/float64(gib))
		}
	}
	if one, two := sizeOf(24*gib, 1, 3), sizeOf(24*gib, 2, 3); one.milliCPU != 100 || two.milliCPU != 200 {
		t.Errorf("reserved CPU: %d of one, %d of two", one.milliCPU, two.milliCPU)
	}
}

func TestKubeletSettingsSurviveAsYAML(t *testing.T) {
	b, err := yaml.Marshal(testMachine().kubeletSettings(sizeOf(24*gib, 2, 3)))
	if err != nil {
		t.Fatal(err)
	}
	var got kubelet.KubeletConfiguration
	if err := yaml.UnmarshalStrict(b, &got); err != nil {
		t.Fatal(err)
	}
	if got.CgroupRoot != "/lab/node2" || got.ClusterDNS[0] != plan.ControlPlaneIP || *got.Authentication.Anonymous.Enabled {
		t.Errorf("got %s", b)
	}
	memory, err := resource.ParseQuantity(got.SystemReserved["memory"])
	if err != nil || memory.Value() != 17*gib {
		t.Errorf("reserved %v, %v", got.SystemReserved, err)
	}
}

func TestNetworkConfigHasTheNodesRange(t *testing.T) {
	b, err := testMachine().networkConfig()
	if err != nil {
		t.Fatal(err)
	}
	var got struct {
		Plugins []struct {
			Type string
			IPAM struct{ Ranges [][]struct{ Subnet string } }
		}
	}
	if err := json.Unmarshal(b, &got); err != nil {
		t.Fatal(err)
	}
	if got.Plugins[0].Type != "bridge" || got.Plugins[0].IPAM.Ranges[0][0].Subnet != "10.42.2.0/24" {
		t.Errorf("got %s", b)
	}
}

func TestContainerdConfigKeepsToTheNodesFolder(t *testing.T) {
	text := testMachine().containerdConfig("/usr/lib/cni")
	for _, want := range []string{
		`root = "/lab/nodes/node2/containerd"`, `address = "/lab/nodes/node2/containerd.sock"`,
		`ShimCgroup = "/lab/node2/system"`, `bin_dir = "/usr/lib/cni"`,
	} {
		if !strings.Contains(text, want) {
			t.Errorf("%s is missing in\n%s", want, text)
		}
	}
}

func TestWhatIsBelowACoveredFolder(t *testing.T) {
	for path, want := range map[string]bool{"/var/lib": true, "/var/lib/lab": true, "/var/library": false, "/srv": false} {
		if below(path, "/var/lib") != want {
			t.Errorf("%s: %v", path, !want)
		}
	}
}

// A program that ends at once is started again and again, and the status of each
// end arrives although another goroutine waits for all children.
func TestTheSupervisorStartsAgain(t *testing.T) {
	dir := t.TempDir()
	s := newSupervisor(func(name string) string { return filepath.Join(dir, name+".log") })
	for run := range 3 {
		ended, err := s.start("quick", "sh", []string{"-c", "echo run; exit 3"})
		if err != nil {
			t.Fatal(err)
		}
		status := waitFor(t, s, ended)
		if got := describe(status); got != "exit status 3" {
			t.Errorf("run %d: %s", run, got)
		}
	}
	if b, err := os.ReadFile(filepath.Join(dir, "quick.log")); err != nil || strings.Count(string(b), "run") != 3 {
		t.Errorf("log: %q, %v", b, err)
	}
	if _, err := s.start("none", "/no/such/program", nil); err == nil {
		t.Error("a program that is not there was started")
	}
}

func waitFor(t *testing.T, s *supervisor, ended <-chan syscall.WaitStatus) syscall.WaitStatus {
	t.Helper()
	for range 500 {
		s.collect()
		select {
		case status := <-ended:
			return status
		case <-time.After(10 * time.Millisecond):
		}
	}
	t.Fatal("the program does not end")
	return 0
}

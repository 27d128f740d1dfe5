package plan

import (
	"net/netip"
	"testing"
)

func TestNodesAreDistinctAndInsideTheirRanges(t *testing.T) {
	bridge := netip.MustParsePrefix(BridgeCIDR).Masked()
	pods := netip.MustParsePrefix(PodsCIDR)
	seen := map[string]bool{ControlPlaneIP: true}
	for _, n := range Nodes(MaxNodes) {
		if !bridge.Contains(netip.MustParseAddr(n.IP)) {
			t.Errorf("%s: %s is outside %s", n.Name, n.IP, bridge)
		}
		if subnet := netip.MustParsePrefix(n.PodSubnet); !pods.Contains(subnet.Addr()) {
			t.Errorf("%s: %s is outside %s", n.Name, subnet, pods)
		}
		for _, unique := range []string{n.Name, n.IP, n.PodSubnet} {
			if seen[unique] {
				t.Errorf("%s is used twice", unique)
			}
			seen[unique] = true
		}
	}
}

func TestZonesGoRound(t *testing.T) {
	var zones string
	for _, n := range Nodes(5) {
		zones += n.Zone
	}
	if zones != "abcab" {
		t.Errorf("zones are %q", zones)
	}
}

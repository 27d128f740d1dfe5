package network

import (
	"fmt"
	"net"
	"os"

	"cassandra-for-rancher/lab/internal/plan"

	"github.com/vishvananda/netlink"
	"github.com/vishvananda/netns"
)

// Build makes all namespaces and joins them. On an error the caller deletes
// what was made.
func Build(controlPlane string, nodes []plan.Node, nameOf func(plan.Node) string) error {
	cp, err := open(controlPlane)
	if err != nil {
		return err
	}
	defer cp.close()
	if err := cp.bridge(); err != nil {
		return fmt.Errorf("network of the control plane: %w", err)
	}
	for _, n := range nodes {
		if err := join(cp, n, nameOf(n), nodes); err != nil {
			return fmt.Errorf("network of %s: %w", n.Name, err)
		}
	}
	return cp.routesTo(nodes, plan.Node{})
}

// namespace is one that Build has made, with a netlink socket inside it.
type namespace struct {
	handle netns.NsHandle
	*netlink.Handle
}

func open(name string) (*namespace, error) {
	handle, err := create(name)
	if err != nil {
		return nil, err
	}
	nl, err := netlink.NewHandleAt(handle)
	if err != nil {
		handle.Close()
		return nil, fmt.Errorf("netlink in %s: %w", name, err)
	}
	ns := &namespace{handle, nl}
	if err := ns.up("lo"); err != nil {
		ns.close()
		return nil, fmt.Errorf("loopback of %s: %w", name, err)
	}
	return ns, nil
}

func (ns *namespace) close() {
	ns.Handle.Close()
	ns.handle.Close()
}

func (ns *namespace) up(link string) error {
	l, err := ns.LinkByName(link)
	if err != nil {
		return err
	}
	return ns.LinkSetUp(l)
}

func (ns *namespace) bridge() error {
	br := &netlink.Bridge{LinkAttrs: netlink.LinkAttrs{Name: plan.Bridge}}
	if err := ns.LinkAdd(br); err != nil {
		return err
	}
	if err := ns.address(plan.Bridge, plan.BridgeCIDR); err != nil {
		return err
	}
	return ns.up(plan.Bridge)
}

func (ns *namespace) address(link, cidr string) error {
	l, err := ns.LinkByName(link)
	if err != nil {
		return err
	}
	addr, err := netlink.ParseAddr(cidr)
	if err != nil {
		return err
	}
	return ns.AddrAdd(l, addr)
}

// route sends a range to a gateway.
func (ns *namespace) route(cidr, gateway string) error {
	_, dst, err := net.ParseCIDR(cidr)
	if err != nil {
		return err
	}
	if err := ns.RouteAdd(&netlink.Route{Dst: dst, Gw: net.ParseIP(gateway)}); err != nil {
		return fmt.Errorf("route %s via %s: %w", cidr, gateway, err)
	}
	return nil
}

// routesTo tells a namespace where the pods of all nodes but its own are.
func (ns *namespace) routesTo(nodes []plan.Node, self plan.Node) error {
	for _, n := range nodes {
		if n == self {
			continue
		}
		if err := ns.route(n.PodSubnet, n.IP); err != nil {
			return err
		}
	}
	return nil
}

// join makes a node's namespace and links it to the control plane's bridge.
func join(cp *namespace, n plan.Node, name string, nodes []plan.Node) error {
	ns, err := open(name)
	if err != nil {
		return err
	}
	defer ns.close()
	br, err := cp.LinkByName(plan.Bridge)
	if err != nil {
		return err
	}
	veth := &netlink.Veth{
		LinkAttrs:     netlink.LinkAttrs{Name: n.Name, MasterIndex: br.Attrs().Index},
		PeerName:      "eth0",
		PeerNamespace: netlink.NsFd(ns.handle),
	}
	if err := cp.LinkAdd(veth); err != nil {
		return fmt.Errorf("veth: %w", err)
	}
	if err := cp.up(n.Name); err != nil {
		return err
	}
	if err := ns.address("eth0", n.IP+"/24"); err != nil {
		return err
	}
	if err := ns.up("eth0"); err != nil {
		return err
	}
	if err := ns.routesTo(nodes, n); err != nil {
		return err
	}
	// There is no default route: whatever looks for the outside world fails at
	// once, instead of after a timeout. Service addresses need a route, though,
	// because kube-proxy rewrites them only after the kernel has found one.
	if err := ns.route(plan.ServicesCIDR, plan.ControlPlaneIP); err != nil {
		return err
	}
	return Do(name, func() error { // /proc/sys/net is that of the thread's namespace
		return os.WriteFile("/proc/sys/net/ipv4/ip_forward", []byte("1"), 0o644)
	})
}

package server

import (
	"context"
	"fmt"
	"net/url"
	"time"

	"cassandra-for-rancher/lab/internal/plan"

	"go.etcd.io/etcd/server/v3/embed"
)

var etcdURL = fmt.Sprintf("http://127.0.0.1:%d", plan.EtcdPort)

type store struct{ etcd *embed.Etcd }

func startEtcd(ctx context.Context, dir string) (*store, error) {
	cfg := embed.NewConfig()
	cfg.Dir = dir
	cfg.LogLevel = "error"
	cfg.ListenClientUrls, cfg.AdvertiseClientUrls = urls(plan.EtcdPort), urls(plan.EtcdPort)
	cfg.ListenPeerUrls, cfg.AdvertisePeerUrls = urls(plan.EtcdPort+1), urls(plan.EtcdPort+1)
	cfg.InitialCluster = cfg.InitialClusterFromName(cfg.Name)
	// What a killed process has written stays written; only a crash of the whole
	// machine can lose something, and then the lab is reset.
	cfg.UnsafeNoFsync = true
	etcd, err := embed.StartEtcd(cfg)
	if err != nil {
		return nil, fmt.Errorf("etcd: %w", err)
	}
	s := &store{etcd}
	select {
	case <-etcd.Server.ReadyNotify():
		return s, nil
	case err := <-etcd.Err():
		return nil, fmt.Errorf("etcd: %w", err)
	case <-ctx.Done():
		s.close()
		return nil, ctx.Err()
	case <-time.After(time.Minute):
		s.close()
		return nil, fmt.Errorf("etcd: not ready after a minute (if its data are damaged: lab reset)")
	}
}

// close ends the store so that its files are whole. It stops the server below
// the client connections: to close those in order would wait for open watches.
func (s *store) close() {
	stopped := make(chan struct{})
	go func() {
		s.etcd.Server.Stop()
		close(stopped)
	}()
	select {
	case <-stopped:
	case <-time.After(5 * time.Second):
		logf("etcd does not stop; its log is written, so it starts again from there")
	}
}

func urls(port int) []url.URL {
	return []url.URL{{Scheme: "http", Host: fmt.Sprintf("127.0.0.1:%d", port)}}
}

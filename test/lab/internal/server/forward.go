package server

import (
	"context"
	"io"
	"net"
	"strconv"

	"cassandra-for-rancher/lab/internal/plan"
)

var localAPI = net.JoinHostPort("127.0.0.1", strconv.Itoa(plan.APIPort))

// forward connects what a listener of the host accepts to an address inside
// this process's network namespace, until ctx is done.
func forward(ctx context.Context, l net.Listener, to string) {
	go func() {
		<-ctx.Done()
		l.Close()
	}()
	go func() {
		for {
			outside, err := l.Accept()
			if err != nil {
				return // closed
			}
			go connect(outside.(*net.TCPConn), to)
		}
	}()
}

func connect(outside *net.TCPConn, to string) {
	defer outside.Close()
	inside, err := net.Dial("tcp", to)
	if err != nil {
		return // the client sees its connection closed
	}
	defer inside.Close()
	done := make(chan struct{}, 2)
	pass := func(from, to *net.TCPConn) {
		_, _ = io.Copy(to, from)
		_ = to.CloseWrite() // one direction may end before the other
		done <- struct{}{}
	}
	go pass(outside, inside.(*net.TCPConn))
	go pass(inside.(*net.TCPConn), outside)
	<-done
	<-done
}

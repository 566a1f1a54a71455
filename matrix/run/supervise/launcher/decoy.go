package main

import (
	"io"
	"os"
	"os/signal"
	"syscall"
)

// decoy prints the lines that it is told and stays until it is ended: its first order was not to start. It does not wait for a host that does not
// read, except that long with its last words.
func decoy(first order, given orders) int {
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	host := newOutbox(os.Stdout)
	stopped := make(chan struct{}, 2)
	take := func(o order) {
		switch o.name {
		case "announce":
			_, _ = io.WriteString(host, o.line+"\n")
		case "stop":
			select {
			case stopped <- struct{}{}:
			default:
			}
		}
	}
	go func() {
		take(first)
		given.each(take)
		stopped <- struct{}{}
	}()
	select {
	case <-ended:
	case <-stopped:
	}
	host.finish(lastWords)
	return 0
}

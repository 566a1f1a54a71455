package main

import (
	"io"
	"sync"
	"time"
)

// outbox is a writer that never waits, so that a reader who is slow or stopped does not hold up a plugin's
// streams. What can lie in it is bounded: recordedLimit bytes of either stream, each at worst a message of its
// own with 34 bytes, are 17 MiB.
type outbox struct {
	mutex   sync.Mutex
	waiting []byte
	closed  bool
	news    chan struct{}
	empty   chan struct{}
}

func newOutbox(to io.Writer) *outbox {
	o := &outbox{news: make(chan struct{}, 1), empty: make(chan struct{})}
	go o.sendAll(to)
	return o
}

// Write keeps a copy of the bytes for sending.
func (o *outbox) Write(bytes []byte) (int, error) {
	o.mutex.Lock()
	o.waiting = append(o.waiting, bytes...)
	o.mutex.Unlock()
	o.wake()
	return len(bytes), nil
}

// finish waits until all has been sent or sending has failed, but not beyond a limit.
func (o *outbox) finish(limit time.Duration) {
	o.mutex.Lock()
	o.closed = true
	o.mutex.Unlock()
	o.wake()
	select {
	case <-o.empty:
	case <-time.After(limit):
	}
}

func (o *outbox) wake() {
	select {
	case o.news <- struct{}{}:
	default:
	}
}

func (o *outbox) sendAll(to io.Writer) {
	defer close(o.empty)
	for range o.news {
		o.mutex.Lock()
		bytes, closed := o.waiting, o.closed
		o.waiting = nil
		o.mutex.Unlock()
		if _, err := to.Write(bytes); err != nil || closed {
			return
		}
	}
}

package kvservice

import (
	"context"
	"errors"
	"io"
	"maps"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"google.golang.org/grpc/metadata"

	toldpb "handshakematrix/harness/go/gen/told"
)

// callsKept is the contract's number of ids that Report finds.
const callsKept = 1024

// toldCalls are the last calls that had an id.
type toldCalls struct {
	mu   sync.Mutex
	kept []*toldCall
}

func (c *toldCalls) keep(call *toldCall) {
	c.mu.Lock()
	defer c.mu.Unlock()
	c.kept = append(c.kept, call)
	c.kept = c.kept[max(0, len(c.kept)-callsKept):]
}

// find returns nil for an id that is not kept.
func (c *toldCalls) find(id string) *toldCall {
	c.mu.Lock()
	defer c.mu.Unlock()
	for _, call := range c.kept {
		if call.id == id {
			return call
		}
	}
	return nil
}

// toldCall is what one call shows. Its atomic values change while it lasts.
type toldCall struct {
	id        string
	metadata  metadata.MD
	timeoutMs int64

	received         atomic.Uint32
	cancelledAfterMs atomic.Int64
}

// observe is called first of all; once end was called, that ctx ends is no cancellation.
func observe(ctx context.Context) (call *toldCall, end func()) {
	begun := time.Now()
	call = &toldCall{timeoutMs: -1}
	call.metadata, _ = metadata.FromIncomingContext(ctx)
	if deadline, has := ctx.Deadline(); has {
		call.timeoutMs = max(0, deadline.Sub(begun).Milliseconds())
	}
	call.cancelledAfterMs.Store(-1)
	cancelled := func() { call.cancelledAfterMs.Store(time.Since(begun).Milliseconds()) }
	stop := context.AfterFunc(ctx, cancelled)
	return call, func() {
		// A context is done before what is to be called after it was.
		if stop() && ctx.Err() != nil {
			cancelled()
		}
	}
}

// receive returns nil after the last request.
func (c *toldCall) receive(next func() (*toldpb.ToldRequest, error)) (*toldpb.ToldRequest, error) {
	request, err := next()
	if errors.Is(err, io.EOF) {
		return nil, nil
	}
	if err == nil {
		c.received.Add(1)
	}
	return request, err
}

// seen has the metadata sorted by name: grpc-go has no other order.
func (c *toldCall) seen() *toldpb.Seen {
	seen := &toldpb.Seen{
		TimeoutMs: c.timeoutMs, Received: c.received.Load(), CancelledAfterMs: c.cancelledAfterMs.Load(),
	}
	for _, name := range slices.Sorted(maps.Keys(c.metadata)) {
		for _, value := range c.metadata[name] {
			seen.Metadata = append(seen.Metadata, &toldpb.Header{Name: name, Value: []byte(value)})
		}
	}
	if authority := c.metadata.Get(":authority"); len(authority) > 0 {
		seen.Authority = authority[0]
	}
	return seen
}

package main

import (
	"io"
	"sync/atomic"
)

// recordedLimit is how much of each stream the orchestrator gets; the rest is only counted.
const recordedLimit = 256 * 1024

// floodLimit ends a program: no server of a cell has so much to say.
const floodLimit = 64 * 1024 * 1024

// relay is one output of a plugin on its way to the host.
type relay struct {
	name   string
	from   io.Reader
	report *reporter
	// flooded is called once, when more than floodLimit has been read.
	flooded func()
	total   atomic.Int64
}

// Read counts what it reads.
func (r *relay) Read(buffer []byte) (int, error) {
	n, err := r.from.Read(buffer)
	total := r.total.Add(int64(n))
	if total > floodLimit && total-int64(n) <= floodLimit {
		r.flooded()
	}
	return n, err
}

// copy goes on to the end of from, this stream or what a buffer has left of it, and records the
// beginning. A host that no longer reads does not stop the draining.
func (r *relay) copy(to io.Writer, from io.Reader) {
	buffer := make([]byte, 32*1024)
	for room := recordedLimit; ; {
		n, err := from.Read(buffer)
		if recorded := min(n, room); recorded > 0 {
			r.report.send(chunk{Type: r.name, Base64: buffer[:recorded]})
			room -= recorded
		}
		if _, failed := to.Write(buffer[:n]); failed != nil {
			to = io.Discard
		}
		if err != nil {
			return
		}
	}
}

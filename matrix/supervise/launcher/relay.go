package main

import "io"

// recordedLimit is how much of each stream the orchestrator gets; the rest is only counted.
const recordedLimit = 256 * 1024

// floodLimit ends a program: no server of a cell has so much to say.
const floodLimit = 64 * 1024 * 1024

// relay copies a stream, records its beginning and counts all of it.
type relay struct {
	name   string
	report *reporter
	// flooded is called once, when more than floodLimit has passed.
	flooded func()
	total   int64
}

// copy returns at the end of from. A host that no longer reads does not stop the draining.
func (r *relay) copy(to io.Writer, from io.Reader) {
	buffer := make([]byte, 32*1024)
	for {
		n, err := from.Read(buffer)
		if n > 0 {
			if r.total < recordedLimit {
				r.report.send(chunk{Type: r.name, Base64: buffer[:n]})
			}
			before := r.total
			r.total += int64(n)
			if before <= floodLimit && r.total > floodLimit {
				r.flooded()
			}
			if _, failed := to.Write(buffer[:n]); failed != nil {
				to = io.Discard
			}
		}
		if err != nil {
			return
		}
	}
}

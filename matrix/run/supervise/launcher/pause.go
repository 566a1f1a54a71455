package main

import "time"

// pause waits a little longer each time: what dies slowly is not worth a processor.
type pause struct{ next time.Duration }

func newPause() *pause { return &pause{time.Millisecond} }

func (p *pause) wait() {
	time.Sleep(p.next)
	p.next = min(2*p.next, 32*time.Millisecond)
}

package main

import (
	"slices"
	"syscall"
	"time"
)

// hunt ends processes, even of a program that forks faster than it can be killed: what is stopped does not
// fork, so it stops all that it finds until there is no more to find, and only then kills. SIGKILL ends
// stopped processes too (signal(7)).
type hunt struct {
	// A process is to end if it bears a mark or is related to one that is to end; seen has all that were seen in
	// this look.
	bears   func(pid int, stat processStat) bool
	related func(pid int, seen family) bool
	// found are those that were to end, in the order of finding; the first mostNamed of them.
	found []process
	known map[int]bool
	// refused are those that the kernel does not let this user kill.
	refused map[int]bool
}

func newHunt(bears func(int, processStat) bool, related func(int, family) bool) *hunt {
	return &hunt{bears: bears, related: related, found: []process{}, known: map[int]bool{}, refused: map[int]bool{}}
}

// round stops and kills once, and reports whether there was anything to kill.
func (h *hunt) round(end time.Time) bool {
	stopped := map[int]bool{}
	for more := true; more; more = more && time.Now().Before(end) {
		more = false
		h.look(end, func(pid int) {
			if stopped[pid] || h.refused[pid] {
				return
			}
			h.name(pid)
			if syscall.Kill(pid, syscall.SIGSTOP) == syscall.EPERM {
				h.refused[pid] = true
				return
			}
			stopped[pid], more = true, true
		})
	}
	for pid := range stopped {
		_ = syscall.Kill(pid, syscall.SIGKILL)
	}
	return len(stopped) > 0
}

// toTheEnd goes round until two rounds have found nothing, and returns what is left when the time is over.
func (h *hunt) toTheEnd(limit time.Duration) (remaining []process) {
	end := time.Now().Add(limit)
	pause := newPause()
	for quiet := 0; quiet < 2 && time.Now().Before(end); quiet++ {
		if h.round(end) {
			quiet = -1
			pause.wait()
		}
	}
	return h.remaining()
}

// remaining looks once more: what still runs is no longer found but left over.
func (h *hunt) remaining() []process {
	running := map[int]bool{}
	remaining := []process{}
	h.look(time.Now(), func(pid int) {
		if !running[pid] && len(remaining) < mostNamed {
			remaining = append(remaining, process{PID: pid, Command: commandOf(pid)})
		}
		running[pid] = true
	})
	h.found = slices.DeleteFunc(h.found, func(p process) bool { return running[p.PID] })
	return remaining
}

// anything reports whether something that is to end runs.
func (h *hunt) anything() bool {
	found := false
	h.look(time.Now(), func(int) { found = true })
	return found
}

// look shows what is to end as soon as it is seen, since it may not live long, and at the end what is only known
// to be related once its parent has been seen.
func (h *hunt) look(end time.Time, show func(pid int)) {
	seen := family{}
	eachProcess(end, func(pid int, stat processStat) {
		seen[pid] = stat
		if h.bears(pid, stat) || h.related(pid, seen) {
			show(pid)
		}
	})
	for pid := range seen {
		if h.related(pid, seen) {
			show(pid)
		}
	}
}

func (h *hunt) name(pid int) {
	if !h.known[pid] && len(h.found) < mostNamed {
		h.found = append(h.found, process{PID: pid, Command: commandOf(pid)})
	}
	h.known[pid] = true
}

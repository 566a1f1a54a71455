package main

import (
	"os"
	"time"
)

func (q quarry) end(limit time.Duration) swept {
	h := q.hunt()
	remaining := h.toTheEnd(limit)
	return swept{Type: "swept", Left: h.found, Remaining: remaining}
}

// runs reports whether any process of the quarry does.
func (q quarry) runs() bool { return q.hunt().anything() }

// hunt is for the quarry without this launcher and its ancestors: the orchestrator may bear a mark of its own.
// Those who bear a mark are ended whoever they have become: servers that root starts often give its rights up.
func (q quarry) hunt() *hunt {
	own := os.Getpid()
	spared := map[int]bool{own: true}
	seen := family{}
	eachProcess(time.Now(), func(pid int, stat processStat) { seen[pid] = stat })
	seen.eachAncestor(own, func(ancestor int) bool {
		spared[ancestor] = true
		return true
	})
	wait := newPatience()
	return newHunt(
		func(pid int, stat processStat) bool {
			return !spared[pid] && (q.pids[pid] || q.groups[stat.group] || q.marks.bornBy(pid, stat, wait))
		},
		func(pid int, seen family) bool { return !spared[pid] && seen.descends(pid, q.pids) },
	)
}

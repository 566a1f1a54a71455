//go:build unix && !linux

package main

import (
	"syscall"
	"time"
)

// end kills groups and processes; marks and descendants cannot be found here.
func (q quarry) end(limit time.Duration) swept {
	targets := q.targets()
	s := swept{Type: "swept", Left: []process{}, Remaining: []process{}}
	for _, target := range targets {
		if syscall.Kill(target, syscall.SIGKILL) == nil {
			s.Left = append(s.Left, process{PID: max(target, -target)})
		}
	}
	for end := time.Now().Add(limit); q.runs() && time.Now().Before(end); time.Sleep(5 * time.Millisecond) {
	}
	for _, target := range targets {
		if syscall.Kill(target, 0) == nil {
			s.Remaining = append(s.Remaining, process{PID: max(target, -target)})
		}
	}
	return s
}

// runs reports whether any process of the quarry does.
func (q quarry) runs() bool {
	for _, target := range q.targets() {
		if syscall.Kill(target, 0) == nil {
			return true
		}
	}
	return false
}

// targets are the quarry's processes and groups as kill(2) takes them, without the launcher's own group and
// parent.
func (q quarry) targets() []int {
	targets := []int{}
	for pid := range q.pids {
		if pid != syscall.Getpid() && pid != syscall.Getppid() {
			targets = append(targets, pid)
		}
	}
	for group := range q.groups {
		if group != syscall.Getpgrp() {
			targets = append(targets, -group)
		}
	}
	return targets
}

package main

import (
	"os"
	"strconv"
	"time"
)

// sweepingTime is how long a sweep may take: what is in uninterruptible sleep has no end.
var sweepingTime = 1500 * time.Millisecond

// quarry is what a sweep ends.
type quarry struct {
	marks marks
	// groups are process groups; pids are processes, with all their descendants on Linux.
	groups, pids map[int]bool
}

// sweep ends every process of the quarry, and tells which.
func sweep(q quarry) int {
	swept := q.end(sweepingTime)
	(&reporter{to: os.Stdout}).send(swept)
	return swept.status()
}

func (s swept) status() int {
	if len(s.Remaining) > 0 {
		return 1
	}
	return 0
}

func parseQuarry(args []string) quarry {
	q := quarry{groups: map[int]bool{}, pids: map[int]bool{}}
	dashed := eachOption(args, map[string]func(string){
		"--mark":       func(value string) { q.marks.text = checkedMark("--mark", value) },
		"--limit-mark": func(value string) { q.marks.limits = checkedLimits(value, true) },
		"--group":      func(value string) { q.groups[checkedPID("--group", value)] = true },
		"--pid":        func(value string) { q.pids[checkedPID("--pid", value)] = true },
	})
	if q.marks.text == "" || dashed != nil {
		misuse("launcher sweep: expected --mark, and nothing but options")
	}
	return q
}

// checkedPID is never one of those that kill(2) takes for many processes, nor the first of all.
func checkedPID(name, value string) int {
	pid, err := strconv.ParseInt(value, 10, 32)
	if err != nil || pid < 2 {
		misuse("launcher: " + name + " " + value + " is no process")
	}
	return int(pid)
}

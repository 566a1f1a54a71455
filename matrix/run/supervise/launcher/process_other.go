//go:build unix && !linux

package main

import (
	"syscall"
	"time"
)

// childAttributes: without a parent-death signal the orchestrator ends the group when the launcher's
// socket closes.
func childAttributes() *syscall.SysProcAttr { return &syscall.SysProcAttr{Setpgid: true} }

func becomeSubreaper() {}

// endLeftovers ends the program's group; what left the group cannot be found here.
func endLeftovers(group int, _ time.Duration) (left, remaining []process) {
	_ = syscall.Kill(-group, syscall.SIGKILL)
	return []process{}, []process{}
}

func killDescendants() {}

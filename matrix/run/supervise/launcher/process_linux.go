package main

import (
	"os"
	"syscall"
	"time"
)

const prSetChildSubreaper = 36 // linux/prctl.h

// childAttributes: a group of its own, and death with the launcher, SIGKILL included.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// becomeSubreaper makes orphans of the program children of the launcher, wherever they set
// their session or group, so that they can be found.
func becomeSubreaper() {
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, prSetChildSubreaper, 1, 0)
}

// endLeftovers kills and reaps every descendant, and names them: those that ended, and those that have not when
// the time is over.
func endLeftovers(_ int, limit time.Duration) (left, remaining []process) {
	h := descendants()
	end := time.Now().Add(limit)
	for pause := newPause(); !reap(); pause.wait() {
		if !time.Now().Before(end) {
			remaining = h.remaining()
			return h.found, remaining
		}
		h.round(end)
	}
	return h.found, []process{}
}

// killDescendants sends SIGKILL to everything below the launcher.
func killDescendants() { descendants().round(time.Now().Add(killingTime)) }

// descendants is for everything below the launcher.
func descendants() *hunt {
	launcher := map[int]bool{os.Getpid(): true}
	return newHunt(
		func(int, processStat) bool { return false },
		func(pid int, seen family) bool { return seen.descends(pid, launcher) },
	)
}

// reap takes the exit status of every child that has ended, and reports whether none is left. A
// subreaper without children has no descendants.
func reap() bool {
	for {
		switch pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil); {
		case err == syscall.EINTR, pid > 0:
		default:
			return err == syscall.ECHILD
		}
	}
}

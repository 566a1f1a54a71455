package main

import (
	"os"
	"strconv"
	"strings"
	"syscall"
	"time"
)

const prSetChildSubreaper = 36 // linux/prctl.h

// killingTime is how long dying processes are waited for; one in uninterruptible sleep has no end.
const killingTime = 2 * time.Second

// childAttributes: a group of its own, and death with the launcher, SIGKILL included.
func childAttributes() *syscall.SysProcAttr {
	return &syscall.SysProcAttr{Setpgid: true, Pdeathsig: syscall.SIGKILL}
}

// becomeSubreaper makes orphans of the program children of the launcher, wherever they set
// their session or group, so that they can be found.
func becomeSubreaper() {
	_, _, _ = syscall.RawSyscall(syscall.SYS_PRCTL, prSetChildSubreaper, 1, 0)
}

// endLeftovers kills and reaps every descendant that outlived the program, and names them.
func endLeftovers(int) []process {
	left := []process{}
	named := map[int]bool{}
	for end := time.Now().Add(killingTime); !reap() && time.Now().Before(end); time.Sleep(time.Millisecond) {
		killDescendants(func(p process) {
			if !named[p.PID] {
				named[p.PID] = true
				left = append(left, p)
			}
		})
	}
	return left
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

// killDescendants sends SIGKILL to everything below the launcher, after each has been named.
func killDescendants(name func(process)) {
	launcher := os.Getpid()
	parents := runningProcesses()
	for pid := range parents {
		for up := parents[pid]; up > 1; up = parents[up] {
			if up == launcher {
				name(process{PID: pid, Command: commandOf(pid)})
				_ = syscall.Kill(pid, syscall.SIGKILL)
				break
			}
		}
	}
}

// runningProcesses are the parents of all processes, by process; zombies are left out.
func runningProcesses() map[int]int {
	parents := map[int]int{}
	entries, _ := os.ReadDir("/proc")
	for _, entry := range entries {
		if pid, err := strconv.Atoi(entry.Name()); err == nil {
			if parent, running := parentOf(pid); running {
				parents[pid] = parent
			}
		}
	}
	return parents
}

// parentOf reads fields 3 and 4 of /proc/PID/stat (proc(5)); the name before them is in
// parentheses, and may have some in it.
func parentOf(pid int) (parent int, running bool) {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0, false
	}
	text := string(stat)
	fields := strings.Fields(text[strings.LastIndexByte(text, ')')+1:])
	if len(fields) < 2 {
		return 0, false
	}
	parent, err = strconv.Atoi(fields[1])
	return parent, err == nil && fields[0] != "Z" && fields[0] != "X"
}

func commandOf(pid int) string {
	text, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	command := strings.TrimSpace(strings.ReplaceAll(string(text), "\x00", " "))
	return command[:min(len(command), 200)]
}

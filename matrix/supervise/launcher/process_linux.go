package main

import (
	"os"
	"strconv"
	"strings"
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

// endLeftovers kills and reaps every descendant that outlived the program, and names them.
func endLeftovers(group int) []process {
	left := []process{}
	deadline := time.Now().Add(2 * time.Second)
	for time.Now().Before(deadline) {
		reapZombies()
		found := descendants(os.Getpid())
		if len(found) == 0 {
			break
		}
		for _, p := range found {
			if !contains(left, p.PID) {
				left = append(left, p)
			}
			_ = syscall.Kill(p.PID, syscall.SIGKILL)
		}
		time.Sleep(time.Millisecond)
	}
	_ = syscall.Kill(-group, syscall.SIGKILL)
	return left
}

func reapZombies() {
	for {
		pid, err := syscall.Wait4(-1, nil, syscall.WNOHANG, nil)
		if pid <= 0 || err != nil {
			return
		}
	}
}

func contains(list []process, pid int) bool {
	for _, p := range list {
		if p.PID == pid {
			return true
		}
	}
	return false
}

// descendants of a process that still run, from /proc; zombies are left out.
func descendants(root int) []process {
	if !hasChildren(root) {
		return nil
	}
	entries, err := os.ReadDir("/proc")
	if err != nil {
		return nil
	}
	parents := map[int]int{}
	for _, entry := range entries {
		pid, err := strconv.Atoi(entry.Name())
		if err != nil {
			continue
		}
		if parent, running := parentOf(pid); running {
			parents[pid] = parent
		}
	}
	var found []process
	for pid := range parents {
		for up := parents[pid]; up > 1; up = parents[up] {
			if up == root {
				found = append(found, process{PID: pid, Command: commandOf(pid)})
				break
			}
		}
	}
	return found
}

// hasChildren spares the walk through /proc in the usual case, where nothing is left.
func hasChildren(pid int) bool {
	tasks, err := os.ReadDir("/proc/" + strconv.Itoa(pid) + "/task")
	if err != nil {
		return true
	}
	for _, task := range tasks {
		list, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/task/" + task.Name() + "/children")
		if err != nil || len(list) > 0 {
			return true
		}
	}
	return false
}

// parentOf reads fields 3 and 4 of /proc/PID/stat (proc(5)); the name before them is in parentheses.
func parentOf(pid int) (parent int, running bool) {
	stat, err := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/stat")
	if err != nil {
		return 0, false
	}
	_, rest, ok := strings.Cut(string(stat), ") ")
	fields := strings.Fields(rest)
	if !ok || len(fields) < 2 {
		return 0, false
	}
	parent, err = strconv.Atoi(fields[1])
	return parent, err == nil && fields[0] != "Z"
}

func commandOf(pid int) string {
	text, _ := os.ReadFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	command := strings.TrimSpace(strings.ReplaceAll(string(text), "\x00", " "))
	return command[:min(len(command), 200)]
}

package main

import (
	"bytes"
	"os"
	"slices"
	"strconv"
	"syscall"
)

// rlimitRTTime is RLIMIT_RTTIME of asm-generic/resource.h; limitLine is its line in /proc/PID/limits.
const rlimitRTTime = 15

var limitLine = []byte("\nMax realtime timeout ")

// setLimitMark marks the launcher, and so all that it starts, by a resource limit. Children inherit limits and
// execve(2) keeps them; only privilege raises a hard limit again; /proc/PID/limits shows them to everybody
// (setrlimit(2), proc(5)). So the mark outlives what an environment and descriptors do not: their clearing,
// setsid(2) and a second fork. A program that lowers the limit, or has CAP_SYS_RESOURCE, can shed it.
//
// RLIMIT_RTTIME is without limit on every Linux, which leaves room for a number that nobody else has. It
// counts the microseconds for which a program of a real-time policy does not block, and nothing for others:
// with 2^50, 35 years, it takes nothing from any program. Where it is lower already, it stays.
func setLimitMark(limits [2]uint64) {
	var now syscall.Rlimit
	if limits[0] == 0 || syscall.Getrlimit(rlimitRTTime, &now) != nil || now.Max < limits[0] {
		return
	}
	_ = syscall.Setrlimit(rlimitRTTime, &syscall.Rlimit{Cur: limits[0], Max: limits[0]})
}

// bornBy reports whether a process bears one of the marks. Limits come first: a program may make its
// environment long, and may keep it from being read (prctl(2), PR_SET_DUMPABLE).
func (m marks) bornBy(pid int, stat processStat) bool {
	folder := "/proc/" + strconv.Itoa(pid)
	if m.limits[0] != 0 {
		if limit := limitMarkIn(folder); m.limits[0] <= limit && limit <= m.limits[1] {
			return true
		}
	}
	if m.text == "" {
		return false
	}
	if !stat.headless {
		return m.inEnvironment(folder)
	}
	// The environment went with the first thread, but the others have it.
	threads, _ := os.ReadDir(folder + "/task")
	return slices.ContainsFunc(threads, func(thread os.DirEntry) bool {
		return m.inEnvironment(folder + "/task/" + thread.Name())
	})
}

// inEnvironment reads each variable with a NUL behind it (proc(5)).
func (m marks) inEnvironment(folder string) bool {
	variable := markVariable + "=" + m.text
	if !m.prefix {
		variable += "\x00"
	}
	environment, err := procFile(folder + "/environ")
	return err == nil && (bytes.HasPrefix(environment, []byte(variable)) || bytes.Contains(environment, []byte("\x00"+variable)))
}

// limitMarkIn is the soft limit, 0 where there is none.
func limitMarkIn(folder string) uint64 {
	text, _ := procFile(folder + "/limits")
	_, after, _ := bytes.Cut(text, limitLine)
	soft, _, _ := bytes.Cut(bytes.TrimLeft(after, " "), []byte(" "))
	// "unlimited" is no number.
	limit, _ := strconv.ParseUint(string(soft), 10, 64)
	return limit
}

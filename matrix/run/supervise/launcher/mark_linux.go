package main

import (
	"bytes"
	"os"
	"slices"
	"strconv"
	"syscall"
	"time"
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
func (m marks) bornBy(pid int, stat processStat, wait *patience) bool {
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
		return m.inEnvironment(folder, wait)
	}
	// The environment went with the first thread, but the others have it.
	threads, _ := os.ReadDir(folder + "/task")
	return slices.ContainsFunc(threads, func(thread os.DirEntry) bool {
		return m.inEnvironment(folder+"/task/"+thread.Name(), wait)
	})
}

// inEnvironment reads each variable with a NUL behind it (proc(5)).
func (m marks) inEnvironment(folder string, wait *patience) bool {
	variable := markVariable + "=" + m.text
	if !m.prefix {
		variable += "\x00"
	}
	environment := environmentIn(folder, wait)
	return bytes.HasPrefix(environment, []byte(variable)) || bytes.Contains(environment, []byte("\x00"+variable))
}

// environmentIn reads again what is empty because execve(2) has put the new memory in the place of the old one and
// has not written arguments and environment yet (begin_new_exec of fs/exec.c, create_elf_tables of
// fs/binfmt_elf.c): a program that does nothing but start the next one is often seen there.
func environmentIn(folder string, wait *patience) []byte {
	for {
		environment, err := procFile(folder + "/environ")
		if err != nil || len(environment) > 0 {
			return environment
		}
		// What ends has neither, too; what has arguments was started without an environment.
		arguments, err := procFile(folder + "/cmdline")
		_, running := statIn(folder)
		if err != nil || len(arguments) > 0 || !running || !wait.once() {
			environment, _ = procFile(folder + "/environ")
			return environment
		}
	}
}

// patience is how long a hunt waits for processes between two programs, all of them together: a program can take its
// arguments and environment out of its memory for good.
type patience struct{ left time.Duration }

func newPatience() *patience { return &patience{100 * time.Millisecond} }

// once waits for a moment, and reports false when the time is over.
func (p *patience) once() bool {
	const moment = 200 * time.Microsecond
	if p.left < moment {
		return false
	}
	p.left -= moment
	time.Sleep(moment)
	return true
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

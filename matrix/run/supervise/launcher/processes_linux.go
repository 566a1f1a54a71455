package main

import (
	"bytes"
	"os"
	"strconv"
	"strings"
	"time"
)

// processStat is what a hunt asks of a process.
type processStat struct {
	parent, group int
	// headless: the first thread has ended, and others run on.
	headless bool
}

// eachProcess shows all running processes, each at least once, and those again that were made while it
// looked, so that a program which forks and ends, over and over, does not stay one step ahead.
func eachProcess(end time.Time, see func(pid int, stat processStat)) {
	seeIfRunning := func(pid int) {
		if stat, running := statOf(pid); running {
			see(pid, stat)
		}
	}
	// A process has its number before it can be seen in /proc, so the last few are looked at twice, the newest of
	// the beginning among them.
	seen := newestProcess()
	previous := seen - 1
	folder, err := os.Open("/proc")
	if err != nil {
		return
	}
	defer folder.Close()
	names, _ := folder.Readdirnames(-1)
	for _, name := range names {
		if pid, err := strconv.Atoi(name); err == nil {
			seeIfRunning(pid)
		}
	}
	for newest := newestProcess(); previous != newest && time.Now().Before(end); newest = newestProcess() {
		// Numbers begin again at the highest; the next look finds those.
		for pid := previous + 1; pid <= newest; pid++ {
			if isProcess(pid) {
				seeIfRunning(pid)
			}
		}
		previous, seen = seen, newest
	}
}

// newestProcess is the number that was given out last: the fifth field of /proc/loadavg (proc(5)). It is 0
// where there is none.
func newestProcess() int {
	text, _ := procFile("/proc/loadavg")
	fields := strings.Fields(string(text))
	if len(fields) < 5 {
		return 0
	}
	pid, _ := strconv.Atoi(string(fields[4]))
	return pid
}

// isProcess reports whether a number is a process's, or that of a thread, which has a folder in /proc too, though it
// is not listed (proc(5)): a signal to it would reach the process that it belongs to.
func isProcess(pid int) bool {
	number := strconv.Itoa(pid)
	status, err := procFile("/proc/" + number + "/status")
	return err == nil && bytes.Contains(status, []byte("\nTgid:\t"+number+"\n"))
}

// kernelThread is PF_KTHREAD of linux/sched.h.
const kernelThread = 0x00200000

// statOf reads some fields of /proc/PID/stat, which begin with the third (proc(5)): state, parent, group; flags,
// the ninth; the number of threads, the twentieth. The name before them is in parentheses, and may have some in
// it. Neither a zombie nor a thread of the kernel is a running process; but one whose first thread alone is
// a zombie runs.
func statOf(pid int) (stat processStat, running bool) { return statIn("/proc/" + strconv.Itoa(pid)) }

func statIn(folder string) (stat processStat, running bool) {
	text, err := procFile(folder + "/stat")
	if err != nil {
		return stat, false
	}
	fields := bytes.Fields(text[bytes.LastIndexByte(text, ')')+1:])
	if len(fields) < 18 {
		return stat, false
	}
	number := func(field int) int {
		n, _ := strconv.Atoi(string(fields[field-3]))
		return n
	}
	stat.parent, stat.group = number(4), number(5)
	switch state := fields[0][0]; {
	case state == 'X', number(9)&kernelThread != 0:
		return stat, false
	case state == 'Z':
		stat.headless = number(20) > 1
		return stat, stat.headless
	}
	return stat, true
}

func commandOf(pid int) string {
	text, _ := procFile("/proc/" + strconv.Itoa(pid) + "/cmdline")
	command := strings.TrimSpace(strings.ReplaceAll(string(text), "\x00", " "))
	return command[:min(len(command), 200)]
}

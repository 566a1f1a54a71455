package main

import (
	"os"
	"os/exec"
	"path/filepath"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"
)

func TestLeftoversAreKilledAndNamed(t *testing.T) {
	// The script ends when the process that it leaves has become what it is to be: between fork and exec
	// the command line is still the script's own, and during exec there is none. Without -a, grep would take
	// each argument for a line.
	const settled = " until grep -aEq '^(sleep|/)' /proc/$!/cmdline; do :; done; exit 4"
	for _, c := range []struct{ name, script, left string }{
		{"holds the pipes", "sleep 3601 &" + settled, "sleep 3601"},
		{"session of its own", "setsid sleep 3602 &" + settled, "sleep 3602"},
		{"ignores SIGTERM", "(trap '' TERM HUP; exec sleep 3603) &" + settled, "sleep 3603"},
		{"parenthesis in its name", `cp /bin/sleep "$0/) R 1"; "$0/) R 1" 3604 &` + settled, "/) R 1 3604"},
		{
			"daemon",
			`mkfifo "$0/up"; (setsid sh -c ': >"$0/up"; : <"$0/up"' "$0" &); : <"$0/up"; exit 4`,
			`sh -c : >"$0/up"; : <"$0/up"`,
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			folder := t.TempDir()
			g := guardOf(t, append(sh(c.script), folder)...)
			end, _ := g.until(t, "exit")
			if end.Code == nil || *end.Code != 4 {
				t.Errorf("ended with %+v, want code 4", end)
			}
			if err := g.gone(); err != nil {
				t.Errorf("still there: %v", err)
			}
			if len(end.Left) != 1 {
				t.Fatalf("left %+v, want one", end.Left)
			}
			if got := strings.TrimSpace(strings.ReplaceAll(end.Left[0].Command, folder, "")); got != c.left {
				t.Errorf("left %q, want %q", got, c.left)
			}
		})
	}
}

// What leaves the group gets no SIGTERM, so it must not live on beside a program that takes its time.
func TestEndOfGraceReachesDescendants(t *testing.T) {
	g := guardWith(t, brief, sh("trap '' TERM; setsid sh -c 'trap \"\" TERM; echo ready; sleep 3606; :' & wait; wait")...)
	g.ready(t)
	g.control.Close()
	if err := g.gone(); err != nil {
		t.Errorf("still there: %v", err)
	}
}

// Each process has ended before it could be killed; the next is stopped before it can fork.
func TestProgramThatNeverStaysIsEnded(t *testing.T) {
	alive := filepath.Join(t.TempDir(), "alive")
	if err := os.WriteFile(alive, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	g := guardOf(t, "sh", "../../../../fixtures/programs/never-stays.sh", alive, "next")
	if end, _ := g.until(t, "exit"); len(end.Left) == 0 || len(end.Remaining) != 0 {
		t.Errorf("ended with %+v, want something left and nothing remaining", end)
	}
	if err := g.gone(); err != nil {
		t.Errorf("still there: %v", err)
	}
}

// A process whose time to die is over is named, whether or not it was seen before.
func TestWhatCannotBeEndedIsNamed(t *testing.T) {
	g := guardAs(t, brief, func(cmd *exec.Cmd) { cmd.Env = append(cmd.Env, "KILLING_TIME=0s") }, sh("sleep 3608 & until grep -aq ^sleep /proc/$!/cmdline; do :; done; exit 4")...)
	end, _ := g.until(t, "exit")
	if end.Code == nil || *end.Code != 4 || len(end.Left) != 0 {
		t.Errorf("ended with %+v, want code 4 and nothing left", end)
	}
	if len(end.Remaining) != 1 || end.Remaining[0].Command != "sleep 3608" {
		t.Fatalf("remaining %+v, want sleep 3608", end.Remaining)
	}
	if status := g.status(); status != 4 {
		t.Errorf("exit code of the launcher %d, want 4", status)
	}
	_ = syscall.Kill(end.Remaining[0].PID, syscall.SIGKILL)
}

func TestThreadIsNoProcess(t *testing.T) {
	threads, err := os.ReadDir("/proc/self/task")
	if err != nil {
		t.Fatal(err)
	}
	for _, thread := range threads {
		number, _ := strconv.Atoi(thread.Name())
		if got, want := isProcess(number), number == os.Getpid(); got != want {
			t.Errorf("number %d is a process: %v, want %v", number, got, want)
		}
	}
}

func TestStatOf(t *testing.T) {
	if stat, running := statOf(os.Getpid()); !running || stat.headless || stat.parent != os.Getppid() || stat.group != syscall.Getpgrp() {
		t.Errorf("this process: %+v, running %v", stat, running)
	}
	zombie := exec.Command("true")
	if err := zombie.Start(); err != nil {
		t.Fatal(err)
	}
	if err := waitForChildrenToEnd(os.Getpid()); err != nil {
		t.Errorf("a zombie runs: %v", err)
	}
	_ = zombie.Wait()
	if _, running := statOf(zombie.Process.Pid); running {
		t.Error("what has been waited for runs")
	}
}

// Numbers that are given out anew may make a family that descends from itself.
func TestFamilyWithoutEnd(t *testing.T) {
	f := family{5: {parent: 6}, 6: {parent: 5}, 7: {parent: 6}}
	for _, c := range []struct {
		pid, from int
		want      bool
	}{{7, 6, true}, {7, 5, true}, {5, 7, false}, {7, 8, false}, {9, 5, false}} {
		if got := f.descends(c.pid, map[int]bool{c.from: true}); got != c.want {
			t.Errorf("%d descends from %d: %v, want %v", c.pid, c.from, got, c.want)
		}
	}
}

func TestRealTimeSignalHasANumber(t *testing.T) {
	g := guardOf(t, sh("kill -40 $$")...)
	if end, _ := g.until(t, "exit"); end.Signal == nil || *end.Signal != "signal 40" {
		t.Errorf("ended with %+v, want signal 40", end)
	}
}

func TestProgramDiesWithAKilledLauncher(t *testing.T) {
	g := guardOf(t, sh("trap '' TERM; echo ready; exec sleep 3607")...)
	g.ready(t)
	g.Process.Kill()
	if err := g.gone(); err != nil {
		t.Errorf("the program lives on: %v", err)
	}
}

func TestLineOfAPluginThatEndedIsStillAnnounced(t *testing.T) {
	h := host(t, sh("echo line; echo second; exit 3")...)
	h.until(t, "line")
	if err := waitForChildrenToEnd(h.Process.Pid); err != nil {
		t.Fatal(err)
	}
	h.order("announce other")
	if got := rest(t, h.stdout); got != "other\nsecond\n" {
		t.Errorf("the host read %q", got)
	}
}

// waitForChildrenToEnd polls, as a process cannot be told of the end of another's children.
func waitForChildrenToEnd(pid int) error {
	for end := time.Now().Add(limit); time.Now().Before(end); {
		running := false
		eachProcess(end, func(_ int, stat processStat) { running = running || stat.parent == pid })
		if !running {
			return nil
		}
	}
	return os.ErrDeadlineExceeded
}

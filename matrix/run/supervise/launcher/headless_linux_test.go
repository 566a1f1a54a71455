package main

import (
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"
)

func init() {
	// The first thread ends alone, and another runs on; it has said so before.
	programs["without-its-first-thread"] = func() {
		ready := make(chan struct{})
		go func() {
			close(ready)
			time.Sleep(time.Hour)
		}()
		<-ready
		_, _ = os.Stdout.WriteString("ready")
		_, _, _ = syscall.RawSyscall(syscall.SYS_EXIT, 0, 0, 0)
	}
}

func TestHeadlessProcessIsFoundByItsMark(t *testing.T) {
	headless := exec.Command(os.Args[0], "without-its-first-thread")
	headless.Env = []string{markVariable + "=0123abcd01"}
	stdout, err := headless.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := headless.Start(); err != nil {
		t.Fatal(err)
	}
	defer headless.Process.Kill()
	if _, err := stdout.Read(make([]byte, 1)); err != nil {
		t.Fatal(err)
	}
	pid := headless.Process.Pid
	stat, running := statOf(pid)
	for end := time.Now().Add(limit); !stat.headless && time.Now().Before(end); {
		stat, running = statOf(pid)
	}
	if !running || !stat.headless {
		t.Errorf("%+v, running %v; want it headless", stat, running)
	}
	for _, c := range []struct {
		marks marks
		want  bool
	}{
		{marks{text: "0123abcd01"}, true},
		{marks{text: "0123abcd", prefix: true}, true},
		{marks{text: "0123abcd"}, false},
		{marks{text: "0123abcd02"}, false},
		{marks{text: "123abcd01"}, false},
		{marks{}, false},
	} {
		if got := c.marks.bornBy(pid, stat, newPatience()); got != c.want {
			t.Errorf("%+v: %v, want %v", c.marks, got, c.want)
		}
	}
	swept := quarry{marks: marks{text: "0123abcd01"}}.end(limit)
	if len(swept.Left) != 1 || swept.Left[0].PID != pid || len(swept.Remaining) != 0 {
		t.Errorf("swept %+v, want %d", swept, pid)
	}
	_ = headless.Wait()
}

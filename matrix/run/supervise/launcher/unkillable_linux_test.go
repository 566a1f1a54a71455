package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"testing"
	"time"
)

func init() {
	// Set-user-ID gives one user of the root's; this takes the others.
	programs["become-root"] = func() {
		if err := syscall.Setresuid(0, 0, 0); err != nil {
			os.Exit(3)
		}
		_, _ = os.Stdout.WriteString("ready\n")
		time.Sleep(time.Hour)
	}
}

// What is in uninterruptible sleep cannot be made here, but what the launcher is not permitted to kill: a program
// that is root's, of a launcher that is nobody's.
func TestProgramThatCannotBeKilledIsNamed(t *testing.T) {
	const nobody = 65534
	if os.Getuid() != 0 {
		t.Skip("only root can give rights away")
	}
	folder, err := os.MkdirTemp("", "unkillable-")
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { os.RemoveAll(folder) })
	launcher, program := filepath.Join(folder, "launcher"), filepath.Join(folder, "program")
	for path, mode := range map[string]os.FileMode{folder: 0o755, launcher: 0o755, program: 0o755 | os.ModeSetuid} {
		if path != folder {
			copyFile(t, os.Args[0], path)
		}
		if err := os.Chmod(path, mode); err != nil {
			t.Fatal(err)
		}
	}
	g := guardAs(t, brief, func(cmd *exec.Cmd) {
		cmd.Path = launcher
		cmd.Dir = folder
		cmd.Env = append(cmd.Env, "KILLING_TIME=20ms")
		cmd.SysProcAttr = &syscall.SysProcAttr{Credential: &syscall.Credential{Uid: nobody, Gid: nobody}}
	}, program, "become-root")
	begun, _ := g.until(t, "started")
	t.Cleanup(func() { syscall.Kill(begun.PID, syscall.SIGKILL) })
	if got := g.ready(t); got != "ready" {
		t.Skip("set-user-ID has no effect here")
	}
	g.Process.Signal(syscall.SIGTERM)
	end, _ := g.until(t, "exit")
	if end.Code != nil || end.Signal == nil || *end.Signal != "SIGKILL" || len(end.Left) != 0 {
		t.Errorf("ended with %+v, want SIGKILL", end)
	}
	if len(end.Remaining) != 1 || end.Remaining[0].PID != begun.PID {
		t.Errorf("remaining %+v, want the program, %d", end.Remaining, begun.PID)
	}
	if status := g.status(); status != 137 {
		t.Errorf("exit code of the launcher %d, want 137", status)
	}
}

func copyFile(t *testing.T, from, to string) {
	t.Helper()
	source, err := os.Open(from)
	if err != nil {
		t.Fatal(err)
	}
	defer source.Close()
	target, err := os.Create(to)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := io.Copy(target, source); err != nil {
		t.Fatal(err)
	}
	if err := target.Close(); err != nil {
		t.Fatal(err)
	}
}

package main

import (
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestNotStarted(t *testing.T) {
	folder := t.TempDir()
	write := func(name, content string, mode os.FileMode) string {
		path := filepath.Join(folder, name)
		if err := os.WriteFile(path, []byte(content), mode); err != nil {
			t.Fatal(err)
		}
		return path
	}
	missing := filepath.Join(folder, "missing")
	plain := write("plain", "#!/bin/sh\n", 0o644)
	script := write("script", "#! "+missing+" -x\n", 0o755)
	carriage := write("carriage", "#!/bin/sh\r\nexit 0\n", 0o755)
	unrunnable := write("unrunnable", "#!"+plain+"\n", 0o755)
	bare := write("bare", "exit 0\n", 0o755)
	pipe := filepath.Join(folder, "pipe")
	if err := syscall.Mkfifo(pipe, 0o755); err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		name, program string
		reason        notStartedReason
		want          string
	}{
		{"missing", missing, noSuchFile, missing + ": no such file"},
		{"missing on PATH", "no-such-program-anywhere", noSuchFile, "no-such-program-anywhere: no such program on PATH"},
		{"below a file", plain + "/x", noSuchFile, plain + "/x: no such file"},
		{"folder", folder, notExecutable, folder + " is a directory"},
		{"no run bit", plain, notExecutable, plain + ": not executable, it has no run bit"},
		{"missing script interpreter", script, noInterpreter, script + " exists, but its interpreter " + missing + " does not"},
		{"carriage return", carriage, noInterpreter, carriage + ` exists, but its interpreter "/bin/sh\r" does not`},
		{"interpreter without run bit", unrunnable, noInterpreter, unrunnable + " needs the interpreter " + plain + ", which has no run bit"},
		{"pipe", pipe, notExecutable, pipe + " is a pipe, a socket or a device"},
		{"no format", bare, wrongFormat, bare + " is neither an executable for this machine nor a script that begins with #!"},
	} {
		t.Run(c.name, func(t *testing.T) {
			expectNotStarted(t, c.program, c.reason, c.want)
		})
	}
}

func expectNotStarted(t *testing.T, program string, reason notStartedReason, want string) {
	t.Helper()
	g := guardOf(t, program)
	got, _ := g.until(t, "not-started")
	if got.Error != want {
		t.Errorf("error %q\n want %q", got.Error, want)
	}
	if got.Reason == nil || *got.Reason != string(reason) {
		t.Errorf("reason %v, want %q", got.Reason, reason)
	}
	if status := g.status(); status != 126 {
		t.Errorf("exit code %d, want 126", status)
	}
}

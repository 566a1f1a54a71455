package main

import (
	"os"
	"path/filepath"
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
	foreign := write("foreign", elfThatNeeds("/lib/missing-ld.so.9"), 0o755)
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
		{"missing ELF interpreter", foreign, noInterpreter, foreign + " exists, but its interpreter /lib/missing-ld.so.9 does not"},
		{"no format", bare, wrongFormat, bare + " is neither an executable for this machine nor a script that begins with #!"},
	} {
		t.Run(c.name, func(t *testing.T) {
			g := guardOf(t, c.program)
			got, _ := g.until(t, "not-started")
			if got.Error != c.want {
				t.Errorf("error %q\n want %q", got.Error, c.want)
			}
			if got.Reason == nil || *got.Reason != string(c.reason) {
				t.Errorf("reason %v, want %q", got.Reason, c.reason)
			}
			if status := g.status(); status != 126 {
				t.Errorf("exit code %d, want 126", status)
			}
		})
	}
}

// elfThatNeeds is the test binary's own header with one program header, PT_INTERP.
func elfThatNeeds(interpreter string) string {
	own, err := os.Open(os.Args[0])
	if err != nil {
		panic(err)
	}
	defer own.Close()
	content := make([]byte, 64+56, 4096)
	if _, err := own.ReadAt(content[:64], 0); err != nil {
		panic(err)
	}
	put := func(at int, value, size int) {
		for i := range size {
			content[at+i] = byte(value >> (8 * i))
		}
	}
	name := interpreter + "\x00"
	put(32, 64, 8) // e_phoff
	put(56, 1, 2)  // e_phnum
	put(64, 3, 4)  // p_type: PT_INTERP
	put(64+8, len(content), 8)
	put(64+32, len(name), 8)
	return string(content) + name
}

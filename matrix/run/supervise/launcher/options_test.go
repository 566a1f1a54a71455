package main

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

func TestMisuseIsNamed(t *testing.T) {
	missing := t.TempDir() + "/socket"
	for _, c := range []struct {
		args []string
		want string
	}{
		{nil, "launcher: expected guard, plugin, sweep, janitor or far-ends; see the head of main.go"},
		{[]string{"gaurd"}, "launcher: expected guard, plugin, sweep, janitor or far-ends; see the head of main.go"},
		{[]string{"guard"}, "launcher guard: expected -- and the program to run"},
		{[]string{"guard", "--"}, "launcher guard: expected -- and the program to run"},
		{[]string{"guard", "--grace-ms"}, "launcher: --grace-ms has no value"},
		{[]string{"guard", "--grace-ms=-1", "--", "true"}, "launcher: --grace-ms -1 is no number of milliseconds"},
		{[]string{"guard", "--limit", "1"}, "launcher: unknown option --limit"},
		{[]string{"plugin", "--", "true"}, "launcher plugin: expected --socket and --token"},
		{[]string{"plugin", "--socket", missing}, "launcher plugin: expected --socket and --token"},
		{[]string{"plugin", "--socket", missing, "--token=t", "--"}, "launcher plugin: expected the program to run after --"},
		{[]string{"plugin", "--socket", missing, "--token=t"}, "launcher plugin: expected the program to run after --"},
		{[]string{"plugin", "--socket", missing, "--token=t", "--", "true"}, "launcher plugin: " + missing + ": no such file or directory"},
		{[]string{"guard", "--mark=abcdef0", "--", "true"}, "launcher: --mark abcdef0 is no mark of 8 to 32 digits in lower-case hex"},
		{[]string{"guard", "--mark=ABCDEF01", "--", "true"}, "launcher: --mark ABCDEF01 is no mark of 8 to 32 digits in lower-case hex"},
		{[]string{"guard", "--limit-mark=0", "--", "true"}, "launcher: --limit-mark 0 is no limit"},
		{[]string{"guard", "--limit-mark=1-2", "--", "true"}, "launcher: --limit-mark 1-2 is no limit"},
		{[]string{"sweep"}, "launcher sweep: expected --mark, and nothing but options"},
		{[]string{"sweep", "--mark=0123abcd", "--"}, "launcher sweep: expected --mark, and nothing but options"},
		{[]string{"sweep", "--mark=0123abcd", "--pid=1"}, "launcher: --pid 1 is no process"},
		{[]string{"sweep", "--mark=0123abcd", "--pid=-5"}, "launcher: --pid -5 is no process"},
		{[]string{"sweep", "--mark=0123abcd", "--group=x"}, "launcher: --group x is no process"},
		{[]string{"sweep", "--mark=0123abcd", "--limit-mark=2-1"}, "launcher: --limit-mark 2-1 is no limit"},
		{[]string{"janitor", "--run", "x", "folder"}, "launcher: --run x is no mark of 8 to 32 digits in lower-case hex"},
		{[]string{"janitor"}, "launcher janitor: expected one folder"},
	} {
		t.Run(strings.Join(c.args, " "), func(t *testing.T) {
			var said strings.Builder
			l := run(t, func(cmd *exec.Cmd) { cmd.Stderr = &said }, c.args...)
			if got := l.status(); got != 2 || said.String() != c.want+"\n" {
				t.Errorf("exit code %d, %q; want 2, %q", got, said.String(), c.want)
			}
		})
	}
}

func TestGuardWithoutControl(t *testing.T) {
	null, err := os.Open(os.DevNull)
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	l := run(t, func(cmd *exec.Cmd) {
		cmd.Stderr = &said
		cmd.ExtraFiles = []*os.File{null}
	}, "guard", "--", "true")
	want := "launcher guard: descriptor 3 is no pipe or socket from an orchestrator\n"
	if got := l.status(); got != 2 || said.String() != want {
		t.Errorf("exit code %d, %q; want 2, %q", got, said.String(), want)
	}
}

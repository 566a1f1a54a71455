package main

import (
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

func TestJanitorRemovesTheFolderAtTheEndOfItsInput(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "run")
	if err := os.MkdirAll(filepath.Join(folder, "keys"), 0o700); err != nil {
		t.Fatal(err)
	}
	var input io.WriteCloser
	l := run(t, func(cmd *exec.Cmd) {
		input, _ = cmd.StdinPipe()
		cmd.Env = append(cmd.Env, "CLEANING_TIME=1ms")
	}, "janitor", folder)
	if _, err := os.Stat(folder); err != nil {
		t.Errorf("the folder is gone before the end of the input: %v", err)
	}
	input.Close()
	if status := l.status(); status != 0 {
		t.Errorf("exit code %d, want 0", status)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
}

func TestJanitorThatIsDismissedDoesNotWaitForOthers(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "run")
	if err := os.MkdirAll(filepath.Join(folder, "keys"), 0o700); err != nil {
		t.Fatal(err)
	}
	var input io.WriteCloser
	l := run(t, func(cmd *exec.Cmd) {
		input, _ = cmd.StdinPipe()
		cmd.Env = append(cmd.Env, "CLEANING_TIME=1h")
	}, "janitor", folder)
	if _, err := input.Write([]byte("\n")); err != nil {
		t.Fatal(err)
	}
	input.Close()
	if status := l.status(); status != 0 {
		t.Errorf("exit code %d, want 0", status)
	}
	if _, err := os.Stat(folder); !os.IsNotExist(err) {
		t.Errorf("the folder is still there: %v", err)
	}
}

package main

import (
	"errors"
	"io/fs"
	"os"
	"os/exec"
	"strconv"
	"strings"
	"syscall"
)

// notStartedReason is the kind of a startError, for programs to read.
type notStartedReason string

const (
	noSuchFile    notStartedReason = "no such file"
	notExecutable notStartedReason = "not executable"
	noInterpreter notStartedReason = "no interpreter"
	wrongFormat   notStartedReason = "wrong format"
	otherReason   notStartedReason = "other"
)

// startError is a program that could not be started; the sentence names what is wrong with it.
type startError struct {
	reason   notStartedReason
	sentence string
}

func (e *startError) message() notStarted {
	return notStarted{Type: "not-started", Error: e.sentence, Reason: e.reason}
}

// whyNotIn explains an error of chdir(2).
func whyNotIn(folder string, err error) *startError {
	switch err {
	case syscall.ENOENT, syscall.ENOTDIR:
		return &startError{noSuchFile, folder + ": no such folder"}
	}
	return &startError{otherReason, folder + ": " + err.Error()}
}

// whyNotFound explains an error of exec.LookPath.
func whyNotFound(name string, err error) *startError {
	var failed *exec.Error
	if errors.As(err, &failed) {
		err = failed.Err
	}
	switch {
	case errors.Is(err, exec.ErrNotFound):
		return &startError{noSuchFile, name + ": no such program on PATH"}
	case errors.Is(err, fs.ErrNotExist), errors.Is(err, syscall.ENOTDIR):
		return &startError{noSuchFile, name + ": no such file"}
	case errors.Is(err, syscall.EISDIR):
		return &startError{notExecutable, name + " is a directory"}
	case errors.Is(err, fs.ErrPermission):
		if info, statError := os.Stat(name); statError == nil && info.Mode()&0o111 == 0 {
			return &startError{notExecutable, name + ": not executable, it has no run bit"}
		}
		return &startError{notExecutable, name + ": not permitted to run"}
	}
	return &startError{otherReason, name + ": " + err.Error()}
}

// whyNotRun explains an error of execve(2), which speaks of a file and of its interpreter in the
// same words: ENOENT and EACCES.
func whyNotRun(path string, err error) *startError {
	if err == syscall.ENOEXEC {
		return &startError{wrongFormat, path + " is neither an executable for this machine nor a script that begins with #!"}
	}
	if info, statError := os.Stat(path); statError == nil && !info.Mode().IsRegular() {
		// To open a pipe waits for somebody who writes to it.
		return &startError{notExecutable, path + " is a pipe, a socket or a device"}
	}
	if needed := interpreter(path); needed != "" {
		name := needed
		if strings.ContainsFunc(needed, func(r rune) bool { return !strconv.IsPrint(r) }) {
			// A carriage return at the end of the #! line is part of the name.
			name = strconv.Quote(needed)
		}
		if err == syscall.ENOENT {
			return &startError{noInterpreter, path + " exists, but its interpreter " + name + " does not"}
		}
		if info, statError := os.Stat(needed); err == syscall.EACCES && statError == nil && info.Mode()&0o111 == 0 {
			return &startError{noInterpreter, path + " needs the interpreter " + name + ", which has no run bit"}
		}
	}
	if err == syscall.EACCES {
		return &startError{notExecutable, path + ": not permitted to run"}
	}
	return &startError{otherReason, path + ": " + err.Error()}
}

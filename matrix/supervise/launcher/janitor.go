package main

import (
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// cleaningTime covers the grace of every process of the run, each of which may still write files.
var cleaningTime = 3 * time.Second

// janitor removes a folder when standard input ends, and again while dying processes write to it.
func janitor(folder string) int {
	signal.Ignore(syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	_, _ = io.Copy(io.Discard, os.Stdin)
	if _, err := os.Stat(folder); os.IsNotExist(err) {
		return 0
	}
	for end := time.Now().Add(cleaningTime); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		_ = os.RemoveAll(folder)
	}
	if err := os.RemoveAll(folder); err != nil {
		return 1
	}
	return 0
}

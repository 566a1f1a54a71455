package main

import (
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// cleaningTime is how long a folder is removed over and over: processes that bear no mark may still write files.
var cleaningTime = 3 * time.Second

// janitorOptions are those of a janitor: the marks of a run, and its folder.
type janitorOptions struct {
	run    quarry
	grace  time.Duration
	folder string
}

func parseJanitor(args []string) janitorOptions {
	o := janitorOptions{grace: defaultGrace}
	if len(args) == 0 {
		misuse("launcher janitor: expected one folder")
	}
	args, o.folder = args[:len(args)-1], args[len(args)-1]
	eachOption(args, map[string]func(string){
		"--grace-ms":   func(value string) { o.grace = checkedGrace(value) },
		"--limit-mark": func(value string) { o.run.marks.limits = checkedLimits(value, true) },
		"--run": func(value string) {
			o.run.marks.text, o.run.marks.prefix = checkedMark("--run", value), true
		},
	})
	return o
}

// janitor ends what is left of a run when standard input ends, and removes its folder. It hears no signal but
// those that nobody can ignore: a program that stops or kills the janitor has to be ended by somebody else.
func janitor(o janitorOptions) int {
	signal.Ignore(syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	_, _ = io.Copy(io.Discard, os.Stdin)
	status := 0
	if o.run.marks.text != "" || o.run.marks.limits[0] != 0 {
		// The guards have seen the end of the orchestrator too, and give their programs this time.
		pause := newPause()
		for end := time.Now().Add(o.grace); o.run.runs() && time.Now().Before(end); {
			pause.wait()
		}
		status = o.run.end(sweepingTime).status()
	}
	if _, err := os.Stat(o.folder); os.IsNotExist(err) {
		return status
	}
	for end := time.Now().Add(cleaningTime); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		_ = os.RemoveAll(o.folder)
	}
	if err := os.RemoveAll(o.folder); err != nil {
		return 1
	}
	return status
}

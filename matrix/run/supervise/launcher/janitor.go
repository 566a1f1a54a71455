package main

import (
	"io"
	"os"
	"os/signal"
	"syscall"
	"time"
)

// cleaningTime is how long a folder is removed over and over after an orchestrator's death: processes that bear no
// mark may still write files.
var cleaningTime = 3 * time.Second

// dismissedCleaningTime is how long it is tried after a dismissal: all who wrote there have ended.
const dismissedCleaningTime = 300 * time.Millisecond

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

// janitor ends what is left of a run when standard input ends, and removes its folder. An orchestrator that can
// still say so dismisses it by any byte before that end. It hears no signal but those that nobody can ignore: a
// program that stops or kills the janitor has to be ended by somebody else.
func janitor(o janitorOptions) int {
	signal.Ignore(syscall.SIGINT, syscall.SIGTERM, syscall.SIGHUP)
	said, _ := io.Copy(io.Discard, os.Stdin)
	status := 0
	if o.run.marks.text != "" || o.run.marks.limits[0] != 0 {
		// The guards have seen the end of the orchestrator too, and give their programs this time.
		pause := newPause()
		for end := time.Now().Add(o.grace); o.run.runs() && time.Now().Before(end); {
			pause.wait()
		}
		status = o.run.end(sweepingTime).status()
	}
	if isGone(o.folder) {
		return status
	}
	limit := cleaningTime
	if said > 0 {
		limit = dismissedCleaningTime
	}
	for end := time.Now().Add(limit); time.Now().Before(end); time.Sleep(100 * time.Millisecond) {
		_ = os.RemoveAll(o.folder)
		if said > 0 && isGone(o.folder) {
			return status
		}
	}
	if err := os.RemoveAll(o.folder); err != nil {
		return 1
	}
	return status
}

func isGone(folder string) bool {
	_, err := os.Stat(folder)
	return os.IsNotExist(err)
}

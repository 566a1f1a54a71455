package main

import (
	"os"
	"strconv"
	"strings"
	"time"
)

// defaultGrace is how long a program may take to end after SIGTERM.
const defaultGrace = 500 * time.Millisecond

// options are those of guard and plugin.
type options struct {
	grace  time.Duration
	socket string
	token  string
	// mark is the text of the program's marks, empty for none; limitMark is the limit, twice.
	mark      string
	limitMark [2]uint64
	// folder is where a guard runs its program, empty for its own.
	folder string
	// argv is empty without "--".
	argv []string
}

func parse(args []string) options {
	o := options{grace: defaultGrace}
	o.argv = eachOption(args, map[string]func(string){
		"--grace-ms":   func(value string) { o.grace = checkedGrace(value) },
		"--socket":     func(value string) { o.socket = value },
		"--token":      func(value string) { o.token = value },
		"--mark":       func(value string) { o.mark = checkedMark("--mark", value) },
		"--limit-mark": func(value string) { o.limitMark = checkedLimits(value, false) },
		"--folder":     func(value string) { o.folder = value },
	})
	return o
}

// eachOption takes "--name value" and "--name=value" up to "--", and returns what is behind it; nil
// without "--".
func eachOption(args []string, takes map[string]func(string)) []string {
	for len(args) > 0 {
		name, value, joined := strings.Cut(args[0], "=")
		args = args[1:]
		if name == "--" {
			return args
		}
		if !joined {
			if len(args) == 0 {
				misuse("launcher: " + name + " has no value")
			}
			value, args = args[0], args[1:]
		}
		take, known := takes[name]
		if !known {
			misuse("launcher: unknown option " + name)
		}
		take(value)
	}
	return nil
}

func checkedGrace(value string) time.Duration {
	ms, err := strconv.Atoi(value)
	if err != nil || ms < 0 {
		misuse("launcher: --grace-ms " + value + " is no number of milliseconds")
	}
	return time.Duration(ms) * time.Millisecond
}

func misuse(sentence string) {
	_, _ = os.Stderr.WriteString(sentence + "\n")
	os.Exit(2)
}

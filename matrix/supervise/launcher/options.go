package main

import (
	"os"
	"strconv"
	"strings"
	"time"
)

// options are those of guard and plugin.
type options struct {
	// grace is how long a program may take to end after SIGTERM.
	grace  time.Duration
	socket string
	token  string
	// argv is nil without "--".
	argv []string
}

// parse reads "--name value" and "--name=value" up to "--".
func parse(args []string) options {
	o := options{grace: 500 * time.Millisecond}
	for len(args) > 0 {
		name, value, joined := strings.Cut(args[0], "=")
		args = args[1:]
		if name == "--" {
			o.argv = args
			return o
		}
		if !joined {
			if len(args) == 0 {
				misuse("launcher: " + name + " has no value")
			}
			value, args = args[0], args[1:]
		}
		switch name {
		case "--grace-ms":
			ms, err := strconv.Atoi(value)
			if err != nil || ms < 0 {
				misuse("launcher: --grace-ms " + value + " is no number of milliseconds")
			}
			o.grace = time.Duration(ms) * time.Millisecond
		case "--socket":
			o.socket = value
		case "--token":
			o.token = value
		default:
			misuse("launcher: unknown option " + name)
		}
	}
	return o
}

func misuse(sentence string) {
	_, _ = os.Stderr.WriteString(sentence + "\n")
	os.Exit(2)
}

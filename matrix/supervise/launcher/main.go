// Launcher stands between the matrix and every process that it starts.
//
//	launcher guard [--grace-ms=N] -- argv…
//	launcher plugin --socket PATH --token TOKEN [--grace-ms=N] [-- argv…]
//	launcher janitor FOLDER
//
// A guard runs a program with the descriptors it was given and ends it, with everything it started,
// when the other end of descriptor 3 closes. A plugin launcher is started by a go-plugin host in the
// plugin's place: it runs the plugin, reports to the orchestrator's socket, and hands the host the first
// line that the orchestrator decides on; without argv it is a decoy that only prints that line. A
// janitor removes a folder when its standard input ends.
//
// Messages on descriptor 3 and on the socket are JSON, one a line: hello, started, not-started, line,
// stdout, stderr and exit from the launcher; announce and stop from the orchestrator.
//
// The launcher ends with its program's exit code, with 128 and the number of the signal that ended
// it, with 126 if it could not be started, and with 2 if it was itself called wrongly.
package main

import (
	"fmt"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
)

const usage = "launcher: expected guard, plugin or janitor; see the head of main.go"

// The parent-death signal belongs to the thread that started a process, so the program is
// started from a thread that lives as long as the launcher (prctl(2), PR_SET_PDEATHSIG).
func init() { runtime.LockOSThread() }

// options are those of guard and plugin.
type options struct {
	grace  time.Duration
	socket string
	token  string
	argv   []string
}

func main() {
	if len(os.Args) < 2 {
		misuse(usage)
	}
	switch mode := os.Args[1]; mode {
	case "guard":
		o := parse(os.Args[2:])
		if len(o.argv) == 0 {
			misuse("launcher guard: expected -- and the program to run")
		}
		os.Exit(guard(o))
	case "plugin":
		o := parse(os.Args[2:])
		if o.socket == "" || o.token == "" {
			misuse("launcher plugin: expected --socket and --token")
		}
		os.Exit(plugin(o))
	case "janitor":
		if len(os.Args) != 3 {
			misuse("launcher janitor: expected one folder")
		}
		os.Exit(janitor(os.Args[2]))
	default:
		misuse(usage)
	}
}

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
	fmt.Fprintln(os.Stderr, sentence)
	os.Exit(2)
}

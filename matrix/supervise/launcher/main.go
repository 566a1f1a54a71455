// Launcher stands between the matrix and every process that it starts.
//
//	launcher guard [--grace-ms N] -- argv…
//	launcher plugin --socket PATH --token TOKEN [--grace-ms N] [-- argv…]
//	launcher janitor FOLDER
//
// A guard runs a program with the descriptors it was given and ends it, with everything it started,
// when the other end of descriptor 3 closes. A plugin launcher is started by a go-plugin host in the
// plugin's place: it runs the plugin, reports to the orchestrator's socket, and hands the host the first
// line that the orchestrator decides on; without argv it is a decoy that only prints that line. A
// janitor removes a folder when its standard input ends.
//
// Ending a program is SIGTERM to its process group and, after the grace, SIGKILL to it and to every
// descendant. What outlives it is killed without grace. Only on Linux are descendants that left the
// group found, and does the program die with a launcher that is itself killed.
//
// What the launcher says on descriptor 3 and on the socket is JSON, one message a line; messages.go has
// them all. What the orchestrator orders is plain text, one order a line; see order.
//
// The launcher ends with its program's exit code, with 128 and the number of the signal that ended
// it, with 126 if it could not be started, and with 2 if it was itself called wrongly.
package main

import (
	"os"
	"runtime"
)

// The parent-death signal belongs to the thread that started a process, so the program is
// started from a thread that lives as long as the launcher (prctl(2), PR_SET_PDEATHSIG).
func init() { runtime.LockOSThread() }

func main() {
	mode, args := "", []string(nil)
	if len(os.Args) > 1 {
		mode, args = os.Args[1], os.Args[2:]
	}
	switch mode {
	case "guard":
		o := parse(args)
		if len(o.argv) == 0 {
			misuse("launcher guard: expected -- and the program to run")
		}
		os.Exit(guard(o))
	case "plugin":
		o := parse(args)
		if o.socket == "" || o.token == "" {
			misuse("launcher plugin: expected --socket and --token")
		}
		if o.argv != nil && len(o.argv) == 0 {
			misuse("launcher plugin: expected the program to run after --")
		}
		os.Exit(plugin(o))
	case "janitor":
		if len(args) != 1 {
			misuse("launcher janitor: expected one folder")
		}
		os.Exit(janitor(args[0]))
	}
	misuse("launcher: expected guard, plugin or janitor; see the head of main.go")
}

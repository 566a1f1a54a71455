// Launcher stands between the matrix and every process that it starts.
//
//	launcher guard [--grace-ms N] [--mark MARK] [--limit-mark N] [--folder DIR] -- argv…
//	launcher plugin --socket PATH --token TOKEN [--grace-ms N] [--mark MARK] [--limit-mark N] -- argv…
//	launcher sweep --mark MARK [--limit-mark N[-M]] [--group PGID]… [--pid PID]…
//	launcher janitor [--run PREFIX] [--limit-mark N[-M]] [--grace-ms N] FOLDER
//	launcher far-ends
//
// A guard runs a program with the descriptors it was given, in DIR if it is named, and ends it, with
// everything it started, when the other end of descriptor 3 closes. A plugin launcher is started by a
// go-plugin host in the plugin's place: it runs the plugin, reports to the orchestrator's socket, and hands
// the host the first line that the orchestrator decides on. If its first order is another than to start the plugin, it
// is a decoy that only prints that line: its host is not to know before.
//
// Ending a program is SIGTERM to its process group and, after the grace, SIGKILL to it and to every
// descendant. What outlives it is killed without grace. What cannot be killed within two seconds is named as
// remaining. Only on Linux are descendants that left the group found, and does the program die with a launcher
// that is itself killed.
//
// A program that kills its launcher first is found by its marks: MARK, 8 to 32 digits in lower-case hex, in the
// variable HANDSHAKE_MATRIX_MARK of its environment, where it replaces the host's; and the number N as a
// resource limit that the launcher bears too (setLimitMark). A sweep kills whatever has the MARK exactly, or a
// limit from N to M, or belongs to a group, or is one of the processes or descends from it. It says what
// it has killed, and what remains after one and a half seconds. It spares itself and its ancestors. Whoever
// names a group or a process knows that it has not ended: numbers are given out again.
//
// A janitor waits for the end of its standard input and for the grace, which the guards give their programs;
// then it sweeps whatever has a mark that begins with PREFIX or a limit from N to M, launchers included, and
// removes the folder; over and over for a while, unless a byte came before that end, by which it is dismissed. It waits for nothing that has gone already. A program that stops the janitor or a sweep
// itself is beyond both. Elsewhere than on Linux marks and descendants cannot be found.
//
// For each end of a connection on its standard input, far-ends says which socket is at the other end.
//
// What the launcher says on descriptor 3, on the socket and, of a sweep, on standard output is JSON, one message
// a line; messages.go has them all. What the orchestrator orders is plain text, one order a line; see order.
//
// The launcher ends with its program's exit code, with 128 and the number of the signal that ended
// it, with 126 if it could not be started, and with 2 if it was itself called wrongly. A sweep and a janitor
// end with 0, and with 1 if something remains.
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
		if len(o.argv) == 0 {
			misuse("launcher plugin: expected the program to run after --")
		}
		os.Exit(plugin(o))
	case "sweep":
		os.Exit(sweep(parseQuarry(args)))
	case "far-ends":
		os.Exit(tellFarEnds(os.Stdin, os.Stdout))
	case "janitor":
		os.Exit(janitor(parseJanitor(args)))
	}
	misuse("launcher: expected guard, plugin, sweep, janitor or far-ends; see the head of main.go")
}

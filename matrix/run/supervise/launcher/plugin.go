package main

import (
	"bufio"
	"os"
	"os/signal"
	"strconv"
	"sync/atomic"
	"syscall"
	"time"
)

// lastWords is how long an ended plugin's output may still take to its host: the host may have
// stopped reading, and somebody whom the launcher cannot see may hold the pipes open.
var lastWords = 500 * time.Millisecond

// parting is how long the orchestrator has to end the connection after it has been told everything.
var parting = 300 * time.Millisecond

// plugin stands in a plugin's place before its host.
func plugin(o options) int {
	// A host that closes its end of a stream is not to end the launcher. Ignoring the signal
	// instead would be inherited by the plugin.
	signal.Notify(make(chan os.Signal, 1), syscall.SIGPIPE)
	socket, err := dial(o.socket)
	if err != nil {
		misuse("launcher plugin: " + o.socket + ": " + err.Error())
	}
	report := &reporter{to: bounded{socket}}
	report.send(introduction(o.token))
	given := ordersFrom(socket)
	first, more := given.next()
	if !more {
		return 0
	}
	if first.name != "start" {
		return decoy(first, given)
	}
	outbox := newOutbox(socket)
	gone := make(chan struct{})
	status := relayed(o, given, &reporter{to: outbox}, gone)
	outbox.finish(lastReport)
	finish(socket, gone)
	return status
}

// finish ends the launcher's half of the connection and waits for the orchestrator to end its own: an
// order that meets a closed socket would make the orchestrator lose what it has not read yet.
func finish(socket *os.File, gone <-chan struct{}) {
	connection, err := socket.SyscallConn()
	if err != nil {
		return
	}
	_ = connection.Control(func(descriptor uintptr) {
		_ = syscall.Shutdown(int(descriptor), syscall.SHUT_WR)
	})
	select {
	case <-gone:
	case <-time.After(parting):
	}
}

// relayed runs the real plugin between the host's streams and its own. It closes gone when the
// orchestrator has ended the connection.
func relayed(o options, given orders, report *reporter, gone chan<- struct{}) int {
	stdout, theirStdout, err := os.Pipe()
	if err != nil {
		misuse("launcher plugin: " + err.Error())
	}
	stderr, theirStderr, err := os.Pipe()
	if err != nil {
		misuse("launcher plugin: " + err.Error())
	}
	program, failed := start(o, [3]*os.File{os.Stdin, theirStdout, theirStderr})
	if failed != nil {
		report.send(failed.message())
		_, _ = os.Stderr.WriteString(failed.sentence + "\n")
		go func() {
			given.each(func(order) {})
			close(gone)
		}()
		return 126
	}
	// What only the plugin holds has an end when the plugin has one.
	_, _, _ = theirStdout.Close(), theirStderr.Close(), os.Stdin.Close()
	report.send(started{Type: "started", PID: program.pid})

	announced := make(chan string, 1)
	go func() {
		obey(given, program, announced)
		close(gone)
	}()
	var flooded atomic.Bool
	endFlood := func() {
		flooded.Store(true)
		program.end()
	}
	out := &relay{name: "stdout", from: stdout, report: report, flooded: endFlood}
	errors := &relay{name: "stderr", from: stderr, report: report, flooded: endFlood}
	relayed := make(chan struct{}, 2)
	go func() {
		reader := bufio.NewReaderSize(out, longestLine)
		out.copy(interpose(reader, report, announced), reader)
		relayed <- struct{}{}
	}()
	go func() {
		errors.copy(os.Stderr, errors)
		relayed <- struct{}{}
	}()

	ended := pluginExit{exit: program.wait()}
	overdue := time.After(lastWords)
	for open := 2; open > 0; {
		select {
		case <-relayed:
			open--
		case <-overdue:
			open = 0
		}
	}
	ended.StdoutBytes, ended.StderrBytes = out.total.Load(), errors.total.Load()
	if flooded.Load() {
		reason := "printed more than " + strconv.Itoa(floodLimit>>20) + " MiB"
		ended.Reason = &reason
	}
	report.send(ended)
	return ended.status
}

package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net"
	"os"
	"os/signal"
	"sync/atomic"
	"syscall"
	"unicode/utf8"
)

// longestLine of a plugin that is taken for its first line; go-plugin's own is under 2 KiB.
const longestLine = 64 * 1024

// plugin stands in a plugin's place before its host.
func plugin(o options) int {
	socket, err := net.Dial("unix", o.socket)
	if err != nil {
		fmt.Fprintf(os.Stderr, "launcher plugin: %v\n", err)
		return 2
	}
	report := &reporter{to: socket}
	report.send(hello{Type: "hello", Token: o.token, PID: os.Getpid(), ClientCertificate: clientCertificate()})
	orders := readOrders(socket)
	if len(o.argv) == 0 {
		return decoy(orders)
	}
	return relayed(o, report, orders)
}

func clientCertificate() *string {
	if pem, set := os.LookupEnv("PLUGIN_CLIENT_CERT"); set {
		return &pem
	}
	return nil
}

// readOrders gives the orchestrator's orders; the channel closes when the orchestrator has gone.
func readOrders(from io.Reader) <-chan order {
	orders := make(chan order)
	go func() {
		defer close(orders)
		scanner := bufio.NewScanner(from)
		scanner.Buffer(nil, 1024*1024)
		for scanner.Scan() {
			var o order
			if json.Unmarshal(scanner.Bytes(), &o) == nil {
				orders <- o
			}
		}
	}()
	return orders
}

// decoy prints the line that it is told and stays until it is ended.
func decoy(orders <-chan order) int {
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM, syscall.SIGINT)
	for {
		select {
		case o, open := <-orders:
			if !open || o.Type == "stop" {
				return 0
			}
			fmt.Println(o.Line)
		case <-signals:
			return 0
		}
	}
}

// relayed runs the real plugin between the host's streams and its own.
func relayed(o options, report *reporter, orders <-chan order) int {
	stdout, theirStdout, err := os.Pipe()
	if err != nil {
		return 2
	}
	stderr, theirStderr, err := os.Pipe()
	if err != nil {
		return 2
	}
	program, err := start(o.argv, [3]*os.File{os.Stdin, theirStdout, theirStderr}, o.grace)
	if err != nil {
		report.send(notStarted{Type: "not-started", Error: err.Error()})
		fmt.Fprintln(os.Stderr, err)
		return 126
	}
	_, _, _ = theirStdout.Close(), theirStderr.Close(), os.Stdin.Close()
	report.send(started{Type: "started", PID: program.pid})

	announced := make(chan string, 1)
	go func() {
		for o := range orders {
			switch o.Type {
			case "announce":
				announced <- o.Line
			case "stop":
				program.end()
			}
		}
		program.end()
	}()
	var flooded atomic.Bool
	endFlood := func() {
		flooded.Store(true)
		program.end()
	}
	out := &relay{name: "stdout", report: report, flooded: endFlood}
	errors := &relay{name: "stderr", report: report, flooded: endFlood}
	outDone, errorsDone := make(chan struct{}), make(chan struct{})
	go func() {
		defer close(outDone)
		reader := bufio.NewReaderSize(stdout, longestLine)
		if interposed(reader, report, announced, program) {
			out.copy(os.Stdout, reader)
		}
	}()
	go func() {
		defer close(errorsDone)
		errors.copy(os.Stderr, stderr)
	}()
	ended := program.wait()
	// The program and all it started have ended, so its pipes are at their end.
	<-errorsDone
	<-outDone
	if flooded.Load() {
		reason := fmt.Sprintf("printed more than %d MiB", floodLimit>>20)
		ended.Reason = &reason
	}
	report.send(ended)
	return ended.exitCode(signalNumber(ended.Signal))
}

// interposed hands the host the line that the orchestrator announces in the stead of the plugin's
// first. It reports whether the rest is to be relayed.
func interposed(from *bufio.Reader, report *reporter, announced <-chan string, program *child) bool {
	text, err := from.ReadSlice('\n')
	if len(text) == 0 {
		return false
	}
	complete := err == nil
	if complete {
		text = text[:len(text)-1]
	}
	first := line{Type: "line"}
	if utf8.Valid(text) {
		s := string(text)
		first.Text = &s
	} else {
		first.Base64 = append([]byte(nil), text...)
	}
	report.send(first)
	if !complete {
		_, _ = os.Stdout.Write(text)
		return err == bufio.ErrBufferFull
	}
	select {
	case replacement := <-announced:
		fmt.Println(replacement)
		return true
	case <-program.ended:
		return false
	}
}

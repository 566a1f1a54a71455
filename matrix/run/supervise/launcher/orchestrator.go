package main

import (
	"bufio"
	"io"
	"os"
	"strings"
	"syscall"
	"time"
)

// dialling is how long an orchestrator that has much to accept, or is stopped, has to accept.
const dialling = 5 * time.Second

// longestOrder is the longest that is read; what announces a plugin is its first line, or as long.
const longestOrder = 128 * 1024

// dial connects to the orchestrator. Package net would do the same and cost half a millisecond of
// every start.
func dial(path string) (*os.File, error) {
	descriptor, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(descriptor)
	// connect(2) waits for room in the backlog as long as a send may (socket(7), unix(7)).
	limit := syscall.NsecToTimeval(dialling.Nanoseconds())
	if err := syscall.SetsockoptTimeval(descriptor, syscall.SOL_SOCKET, syscall.SO_SNDTIMEO, &limit); err != nil {
		return nil, err
	}
	if err := syscall.Connect(descriptor, &syscall.SockaddrUnix{Name: path}); err != nil {
		return nil, err
	}
	// So that the runtime waits for it without a thread.
	if err := syscall.SetNonblock(descriptor, true); err != nil {
		return nil, err
	}
	return os.NewFile(uintptr(descriptor), path), nil
}

func introduction(token string) hello {
	h := hello{Type: "hello", Token: token, PID: os.Getpid(), Environment: map[string]string{}}
	for _, variable := range os.Environ() {
		if name, value, _ := strings.Cut(variable, "="); strings.HasPrefix(name, "PLUGIN_") {
			h.Environment[name] = value
		}
	}
	if pem, set := h.Environment["PLUGIN_CLIENT_CERT"]; set {
		h.ClientCertificate = &pem
	}
	return h
}

// order is a line that the orchestrator sends: "start", "stop", or "announce" and, after a space, what the host
// is to read.
type order struct{ name, line string }

// orders are what the orchestrator sends. They are waited for as long as there is an orchestrator: the program's end
// does not wait for them.
type orders struct{ from *bufio.Reader }

func ordersFrom(socket io.Reader) orders {
	return orders{bufio.NewReaderSize(socket, longestOrder)}
}

// next is false when the orchestrator has gone, or sends what is no order.
func (o orders) next() (order, bool) {
	text, err := o.from.ReadSlice('\n')
	if err != nil {
		return order{}, false
	}
	name, line, _ := strings.Cut(strings.TrimSuffix(string(text), "\n"), " ")
	return order{name, line}, true
}

func (o orders) each(take func(order)) {
	for one, more := o.next(); more; one, more = o.next() {
		take(one)
	}
}

// obey passes the first announcement on, and ends the program on the order or when nobody is left
// to give one. announced closes when none can come any more.
func obey(given orders, program *child, announced chan<- string) {
	open := true
	conclude := func() {
		if open {
			close(announced)
		}
		open = false
	}
	given.each(func(o order) {
		switch o.name {
		case "announce":
			if open {
				announced <- o.line
			}
			conclude()
		case "stop":
			conclude()
			program.end()
		}
	})
	conclude()
	program.end()
}

package main

import (
	"bufio"
	"encoding/json"
	"io"
	"os"
	"strings"
	"syscall"
)

// longestOrder is one announcement in JSON, and room.
const longestOrder = 1024 * 1024

// dial connects to the orchestrator. Package net would do the same and cost half a millisecond of
// every start.
func dial(path string) (*os.File, error) {
	descriptor, err := syscall.Socket(syscall.AF_UNIX, syscall.SOCK_STREAM, 0)
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(descriptor)
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

// eachOrder returns when the orchestrator has gone; what it says that is no order is passed over.
func eachOrder(from io.Reader, take func(order)) {
	scanner := bufio.NewScanner(from)
	scanner.Buffer(nil, longestOrder)
	for scanner.Scan() {
		var o order
		if json.Unmarshal(scanner.Bytes(), &o) == nil {
			take(o)
		}
	}
}

// obey passes the first announcement on, and ends the program on the order or when nobody is left
// to give one. announced closes when none can come any more.
func obey(socket io.Reader, program *child, announced chan<- []byte) {
	open := true
	conclude := func() {
		if open {
			close(announced)
		}
		open = false
	}
	eachOrder(socket, func(o order) {
		switch o.Type {
		case "announce":
			if open {
				announced <- o.announcement()
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

package main

import (
	"bufio"
	"encoding/json"
	"io"
	"strconv"
	"strings"
)

// listener is a socket of TCP that listens: its number in /proc/PID/fd and the address that it is bound to, which
// is 0.0.0.0 or :: for every one.
type listener struct {
	Inode   string `json:"inode"`
	Address string `json:"address"`
}

// listenersOf is what one query is answered with; Error is why the kernel did not tell.
type listenersOf struct {
	Port    int        `json:"port"`
	Sockets []listener `json:"sockets"`
	Error   string     `json:"error,omitempty"`
}

// tellListeners answers each line of in, which is a port, with a line of JSON: the sockets that listen on it. It
// ends with in.
func tellListeners(in io.Reader, out io.Writer) int {
	lines := bufio.NewScanner(in)
	answers := json.NewEncoder(out)
	for lines.Scan() {
		port, err := strconv.ParseUint(strings.TrimSpace(lines.Text()), 10, 16)
		if err != nil {
			misuse("launcher listeners: expected a port on each line")
		}
		answer := listenersOf{Port: int(port), Sockets: []listener{}}
		if sockets, err := listenersAt(uint16(port)); err != nil {
			answer.Error = err.Error()
		} else {
			answer.Sockets = append(answer.Sockets, sockets...)
		}
		if answers.Encode(answer) != nil {
			return 1
		}
	}
	return 0
}

package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"strings"
	"testing"
)

func TestListenersAreFoundByTheirPort(t *testing.T) {
	for _, row := range []struct{ network, bound, told string }{
		{"tcp4", "127.0.0.1:0", "127.0.0.1"},
		{"tcp4", "0.0.0.0:0", "0.0.0.0"},
		{"tcp6", "[::1]:0", "::1"},
		{"tcp6", "[::]:0", "::"},
	} {
		t.Run(row.network+" "+row.bound, func(t *testing.T) {
			opened, err := net.Listen(row.network, row.bound)
			if err != nil {
				t.Skip(err)
			}
			defer opened.Close()
			port := opened.Addr().(*net.TCPAddr).Port
			// A connection has the port too, and does not listen.
			client, err := net.Dial("tcp", fmt.Sprintf("localhost:%d", port))
			if err == nil {
				defer client.Close()
			}
			answer := asked(t, port)
			if len(answer.Sockets) != 1 || answer.Sockets[0].Address != row.told || answer.Sockets[0].Inode == "0" {
				t.Fatalf("got %+v, want one socket at %s", answer, row.told)
			}
		})
	}
}

func TestNobodyListens(t *testing.T) {
	if answer := asked(t, 1); len(answer.Sockets) != 0 || answer.Error != "" {
		t.Fatalf("got %+v, want no socket", answer)
	}
}

func asked(t *testing.T, port int) listenersOf {
	t.Helper()
	var out bytes.Buffer
	if status := tellListeners(strings.NewReader(fmt.Sprintf("%d\n", port)), &out); status != 0 {
		t.Fatalf("ended with %d", status)
	}
	var answer listenersOf
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil || answer.Port != port {
		t.Fatalf("got %q: %v", out.String(), err)
	}
	return answer
}

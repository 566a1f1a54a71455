package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"net"
	"path/filepath"
	"strings"
	"syscall"
	"testing"
)

func TestTheFarEndIsTheAcceptedSocket(t *testing.T) {
	for _, row := range []struct{ network, bound, dialled string }{
		{"tcp", "127.0.0.1:0", "127.0.0.1"},
		{"tcp", "0.0.0.0:0", "127.0.0.1"},
		{"tcp", "[::1]:0", "[::1]"},
		{"tcp", "[::]:0", "[::1]"},
		{"tcp", "[::]:0", "127.0.0.1"},
		{"unix", filepath.Join(t.TempDir(), "s"), ""},
	} {
		t.Run(row.bound+" by "+row.dialled, func(t *testing.T) {
			listener, err := net.Listen(row.network, row.bound)
			if err != nil {
				t.Skip(err)
			}
			defer listener.Close()
			address := listener.Addr().String()
			if tcp, ok := listener.Addr().(*net.TCPAddr); ok {
				address = fmt.Sprintf("%s:%d", row.dialled, tcp.Port)
			}
			client, err := net.Dial(row.network, address)
			if err != nil {
				t.Fatal(err)
			}
			defer client.Close()
			if inode := farEndOf(t, client); inode != 0 {
				t.Fatalf("got %d of a connection that nobody has accepted, want 0", inode)
			}
			accepted, err := listener.Accept()
			if err != nil {
				t.Fatal(err)
			}
			if got, want := farEndOf(t, client), inodeOf(t, accepted); got != want {
				t.Fatalf("got %d, want %d", got, want)
			}
			accepted.Close()
			if inode := farEndOf(t, client); inode != 0 {
				t.Fatalf("got %d of a connection that was closed, want 0", inode)
			}
		})
	}
}

func TestWhatIsNoEndIsNotTold(t *testing.T) {
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer listener.Close()
	for _, query := range []string{"unix 4294967295", "tcp 127.0.0.1:1 " + listener.Addr().String()} {
		if answer := asked(t, query); answer.Inode != 0 || answer.Error == "" {
			t.Errorf("%s: got %+v, want an error", query, answer)
		}
	}
}

func TestQueriesThatAreNone(t *testing.T) {
	for _, query := range []string{"", "unix", "unix x", "unix -1", "tcp 127.0.0.1:1", "tcp a b", "udp 1 2", "tcp 127.0.0.1:1 127.0.0.1:1 x"} {
		if _, err := parseEnd(query); err == nil {
			t.Errorf("%q was taken", query)
		}
	}
}

func farEndOf(t *testing.T, client net.Conn) uint32 {
	t.Helper()
	query := fmt.Sprintf("unix %d", inodeOf(t, client))
	if client.LocalAddr().Network() == "tcp" {
		query = fmt.Sprintf("tcp %s %s", client.LocalAddr(), client.RemoteAddr())
	}
	answer := asked(t, query)
	if answer.Error != "" {
		t.Fatal(answer.Error)
	}
	return answer.Inode
}

func inodeOf(t *testing.T, connection net.Conn) uint32 {
	t.Helper()
	raw, err := connection.(syscall.Conn).SyscallConn()
	if err != nil {
		t.Fatal(err)
	}
	var stat syscall.Stat_t
	if err := raw.Control(func(fd uintptr) { err = syscall.Fstat(int(fd), &stat) }); err != nil {
		t.Fatal(err)
	}
	return uint32(stat.Ino)
}

func asked(t *testing.T, query string) farEnd {
	t.Helper()
	var out bytes.Buffer
	if status := tellFarEnds(strings.NewReader(query+"\n"), &out); status != 0 {
		t.Fatalf("ended with %d", status)
	}
	var answer farEnd
	if err := json.Unmarshal(out.Bytes(), &answer); err != nil || answer.Query != query {
		t.Fatalf("got %q: %v", out.String(), err)
	}
	return answer
}

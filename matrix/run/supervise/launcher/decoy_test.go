package main

import (
	"bytes"
	"io"
	"strings"
	"syscall"
	"testing"
)

func TestDecoy(t *testing.T) {
	hello := func(t *testing.T) *hosted {
		h := host(t)
		h.until(t, "hello")
		return h
	}
	for _, c := range []struct {
		name string
		how  func(*hosted)
	}{
		{"stop", func(h *hosted) { h.order("stop") }},
		{"SIGTERM", func(h *hosted) { h.Process.Signal(syscall.SIGTERM) }},
		{"orchestrator gone", func(h *hosted) { h.socket.Close() }},
	} {
		t.Run(c.name, func(t *testing.T) {
			h := hello(t)
			h.stdin.Close()
			text := strings.Repeat("long ", 5000)
			h.order("announce " + text)
			got := make([]byte, len(text)+1)
			if _, err := io.ReadFull(h.stdout, got); err != nil || !bytes.Equal(got, []byte(text+"\n")) {
				t.Errorf("the host read %.40q, %v", got, err)
			}
			c.how(h)
			if status := h.status(); status != 0 {
				t.Errorf("exit code %d, want 0", status)
			}
		})
	}
}

// A host that does not read must not keep the decoy from hearing its orchestrator.
func TestDecoyOfAHostThatDoesNotRead(t *testing.T) {
	h := hostWith(t, limit, []string{"LAST_WORDS=1ms"})
	h.until(t, "hello")
	for range 4 {
		h.order("announce " + strings.Repeat("x", 60_000))
	}
	h.order("stop")
	if status := h.status(); status != 0 {
		t.Errorf("exit code %d, want 0", status)
	}
}

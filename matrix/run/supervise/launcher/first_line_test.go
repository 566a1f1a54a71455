package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestFirstLine(t *testing.T) {
	long := strings.Repeat("x", longestLine)
	for _, c := range []struct {
		name, printed, text string
		bytes               string
		complete            bool
		announce            string
		host                string
	}{
		{name: "replaced", printed: "1|1|a\nmore\n", text: "1|1|a", complete: true, announce: "1|1|b", host: "1|1|b\nmore\n"},
		{name: "replaced by bytes", printed: "a\n", text: "a", complete: true, announce: "\xff\x00\r", host: "\xff\x00\r\n"},
		{name: "empty", printed: "\nmore", text: "", complete: true, announce: "", host: "\nmore"},
		{name: "quotes and controls", printed: "\"\\\t\r é\n", text: "\"\\\t\r é", complete: true, announce: "<&>\u2028", host: "<&>\u2028\n"},
		{name: "no UTF-8", printed: "\xc3(\n", bytes: "\xc3(", complete: true, announce: "b", host: "b\n"},
		{name: "no newline", printed: "1|1|a", text: "1|1|a", host: "1|1|a"},
		{name: "64 KiB with the newline", printed: long[1:] + "\n", text: long[1:], complete: true, announce: "b", host: "b\n"},
		{name: "64 KiB without", printed: long + "y\nz", text: long, host: long + "y\nz"},
	} {
		t.Run(c.name, func(t *testing.T) {
			file := filepath.Join(t.TempDir(), "printed")
			if err := os.WriteFile(file, []byte(c.printed), 0o600); err != nil {
				t.Fatal(err)
			}
			h := host(t, "cat", file)
			m, _ := h.until(t, "line")
			if m.Complete != c.complete {
				t.Errorf("complete: %v, want %v", m.Complete, c.complete)
			}
			switch {
			case m.Text == nil && string(m.Base64) != c.bytes:
				t.Errorf("bytes %q, want %q", m.Base64, c.bytes)
			case m.Text != nil && (*m.Text != c.text || c.bytes != ""):
				t.Errorf("text %.80q, want %.80q", *m.Text, c.text)
			}
			if c.complete {
				h.order("announce " + c.announce)
			}
			if got := rest(t, h.stdout); got != c.host {
				t.Errorf("the host read %.80q, want %.80q", got, c.host)
			}
			end, _ := h.until(t, "exit")
			if end.StdoutBytes != int64(len(c.printed)) {
				t.Errorf("stdoutBytes %d, want %d", end.StdoutBytes, len(c.printed))
			}
		})
	}
}

func TestPluginThatNeverPrints(t *testing.T) {
	h := host(t, sh("exit 3")...)
	h.order("announce other")
	if got := rest(t, h.stdout); got != "" {
		t.Errorf("the host read %q of a plugin that printed nothing", got)
	}
	for m := range h.messages {
		if m.Type == "line" {
			t.Errorf("line %v of a plugin that printed nothing", m.Text)
		}
	}
	if status := h.status(); status != 3 {
		t.Errorf("exit code of the launcher %d, want 3", status)
	}
}

func TestSecondLineNeverTakesThePlaceOfTheFirst(t *testing.T) {
	h := host(t, sh(`printf "line\nsecond\n"; sleep 60`)...)
	h.until(t, "line")
	h.order("stop")
	if got := rest(t, h.stdout); got != "" {
		t.Errorf("the host read %q, though nothing was announced", got)
	}
	if _, recorded := h.until(t, "exit"); string(recorded) != "second\n" {
		t.Errorf("recorded %q, want the second line", recorded)
	}
}

func TestOnlyTheFirstAnnouncementCounts(t *testing.T) {
	h := host(t, sh("trap 'exit 5' TERM; echo line; while :; do sleep 60 & wait; done")...)
	h.until(t, "line")
	for _, text := range []string{"a", "b", "c"} {
		h.order("announce " + text)
	}
	h.order("stop")
	if got := rest(t, h.stdout); got != "a\n" {
		t.Errorf("the host read %q, want %q", got, "a\n")
	}
}

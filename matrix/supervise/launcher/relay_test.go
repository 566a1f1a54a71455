package main

import (
	"bytes"
	"io"
	"strings"
	"syscall"
	"testing"
)

// announced has the first line out of the way.
func announced(t *testing.T, script string) *hosted {
	t.Helper()
	h := host(t, sh("echo line; "+script)...)
	h.until(t, "line")
	h.order("announce line")
	if _, err := io.ReadFull(h.stdout, make([]byte, len("line\n"))); err != nil {
		t.Fatal(err)
	}
	return h
}

func TestFloodIsRelayedInBoundedMemoryAndEnded(t *testing.T) {
	const octets = 200_000_000
	for _, name := range []string{"stdout", "stderr"} {
		t.Run(name, func(t *testing.T) {
			redirection, stream := "", func(h *hosted) io.Reader { return h.stdout }
			if name == "stderr" {
				redirection, stream = " >&2", func(h *hosted) io.Reader { return h.stderr }
			}
			h := announced(t, "exec head -c 200000000 /dev/zero"+redirection)
			relayed := make(chan int64, 1)
			go func() {
				n, _ := io.Copy(io.Discard, stream(h))
				relayed <- n
			}()
			end, recorded := h.until(t, "exit")
			read := <-relayed
			if end.Reason == nil || *end.Reason != "printed more than 64 MiB" {
				t.Errorf("reason %v", end.Reason)
			}
			if read <= floodLimit || read > octets || len(recorded) != recordedLimit {
				t.Errorf("%d octets relayed, %d recorded", read, len(recorded))
			}
			_ = h.Wait()
			if kib := h.ProcessState.SysUsage().(*syscall.Rusage).Maxrss; kib > 64*1024 {
				t.Errorf("the launcher took %d KiB of memory", kib)
			}
		})
	}
}

func TestFloodWithoutNewlineIsEnded(t *testing.T) {
	h := host(t, "head", "-c", "200000000", "/dev/zero")
	go io.Copy(io.Discard, h.stdout)
	if end, _ := h.until(t, "exit"); end.Reason == nil {
		t.Errorf("ended with %+v, want a reason", end)
	}
}

func TestUnreadStdoutDoesNotHoldStderrBack(t *testing.T) {
	h := announced(t, "head -c 1000000 /dev/zero & echo words >&2; wait")
	words := make([]byte, len("words\n"))
	if _, err := io.ReadFull(h.stderr, words); err != nil || string(words) != "words\n" {
		t.Errorf("stderr: %q, %v", words, err)
	}
	stdout := reading(h.stdout)
	h.until(t, "exit")
	if got := <-stdout; got != string(make([]byte, 1_000_000)) {
		t.Errorf("%d octets of stdout, want 1,000,000", len(got))
	}
}

func TestHostThatStopsReading(t *testing.T) {
	h := announced(t, "head -c 60000 /dev/zero; head -c 50000 /dev/zero; echo done >&2; exit 3")
	if end, _ := h.until(t, "exit"); end.Code == nil || *end.Code != 3 {
		t.Errorf("ended with %+v, want code 3", end)
	}
	if status := h.status(); status != 3 {
		t.Errorf("exit code of the launcher %d, want 3", status)
	}
}

func TestHostThatClosesItsEnds(t *testing.T) {
	h := announced(t, "read x; head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; exit 3")
	h.stdout.Close()
	h.stderr.Close()
	h.stdin.Close()
	end, _ := h.until(t, "exit")
	if end.Code == nil || *end.Code != 3 || end.StdoutBytes != 1_000_005 || end.StderrBytes != 1_000_000 {
		t.Errorf("ended with %+v, want code 3 after 1,000,000 octets on each stream", end)
	}
}

func TestSecondLineNeverTakesThePlaceOfTheFirst(t *testing.T) {
	h := host(t, sh("echo line; echo second; sleep 60")...)
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

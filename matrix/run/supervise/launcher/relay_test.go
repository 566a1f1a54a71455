package main

import (
	"io"
	"runtime"
	"syscall"
	"testing"
)

// announced has the first line out of the way; the rest of the script runs when standard input ends.
func announced(t *testing.T, environment []string, script string) *hosted {
	t.Helper()
	h := hostWith(t, limit, environment, sh("echo line; read x; "+script)...)
	h.until(t, "line")
	h.order("announce line")
	if _, err := io.ReadFull(h.stdout, make([]byte, len("line\n"))); err != nil {
		t.Fatal(err)
	}
	return h
}

func TestFloodIsRelayedInBoundedMemoryAndEnded(t *testing.T) {
	const bytes = 200_000_000
	// getrusage(2): KiB on Linux, bytes on Darwin.
	unitOfMaxrss := int64(1024)
	if runtime.GOOS == "darwin" {
		unitOfMaxrss = 1
	}
	for _, name := range []string{"stdout", "stderr"} {
		t.Run(name, func(t *testing.T) {
			redirection, stream := "", func(h *hosted) io.Reader { return h.stdout }
			if name == "stderr" {
				redirection, stream = " >&2", func(h *hosted) io.Reader { return h.stderr }
			}
			h := announced(t, nil, "exec head -c 200000000 /dev/zero"+redirection)
			h.stdin.Close()
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
			if read <= floodLimit || read > bytes || len(recorded) != recordedLimit {
				t.Errorf("%d bytes relayed, %d recorded", read, len(recorded))
			}
			_ = h.Wait()
			if bytes := h.ProcessState.SysUsage().(*syscall.Rusage).Maxrss * unitOfMaxrss; bytes > 64<<20 {
				t.Errorf("the launcher took %d bytes of memory", bytes)
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
	h := announced(t, nil, "head -c 1000000 /dev/zero & echo words >&2; wait")
	h.stdin.Close()
	words := make([]byte, len("words\n"))
	if _, err := io.ReadFull(h.stderr, words); err != nil || string(words) != "words\n" {
		t.Errorf("stderr: %q, %v", words, err)
	}
	stdout := reading(h.stdout)
	h.until(t, "exit")
	if got := <-stdout; got != string(make([]byte, 1_000_000)) {
		t.Errorf("%d bytes of stdout, want 1,000,000", len(got))
	}
}

func TestHostThatStopsReading(t *testing.T) {
	h := announced(t, []string{"LAST_WORDS=1ms"}, "head -c 60000 /dev/zero; head -c 50000 /dev/zero; exit 3")
	h.stdin.Close()
	if end, _ := h.until(t, "exit"); end.Code == nil || *end.Code != 3 {
		t.Errorf("ended with %+v, want code 3", end)
	}
	if status := h.status(); status != 3 {
		t.Errorf("exit code of the launcher %d, want 3", status)
	}
}

func TestHostThatClosesItsEnds(t *testing.T) {
	h := announced(t, nil, "head -c 1000000 /dev/zero; head -c 1000000 /dev/zero >&2; exit 3")
	h.stdout.Close()
	h.stderr.Close()
	h.stdin.Close()
	end, _ := h.until(t, "exit")
	if end.Code == nil || *end.Code != 3 || end.StdoutBytes != 1_000_005 || end.StderrBytes != 1_000_000 {
		t.Errorf("ended with %+v, want code 3 after 1,000,000 bytes on each stream", end)
	}
}

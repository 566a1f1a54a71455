package main

import (
	"bufio"
	"bytes"
	"io"
	"os"
	"unicode/utf8"
)

// longestLine of a plugin that is taken for its first line; go-plugin's own is under 2 KiB.
const longestLine = 64 * 1024

// interpose hands the host the line that the orchestrator announces in the stead of the plugin's
// first, and returns where the rest is to go: to nobody if none was announced, so that the host does
// not take the second line for the first. What has no newline is handed on as it is.
func interpose(from *bufio.Reader, report *reporter, announced <-chan string) io.Writer {
	text, err := from.ReadSlice('\n')
	complete := err == nil
	if len(text) > 0 {
		report.send(firstLine(bytes.TrimSuffix(text, []byte("\n")), complete))
	}
	if !complete {
		_, _ = os.Stdout.Write(text)
		return os.Stdout
	}
	replacement, ok := <-announced
	if !ok {
		return io.Discard
	}
	_, _ = os.Stdout.WriteString(replacement + "\n")
	return os.Stdout
}

func firstLine(bytes []byte, complete bool) line {
	if utf8.Valid(bytes) {
		text := string(bytes)
		return line{Type: "line", Text: &text, Complete: complete}
	}
	return line{Type: "line", Base64: bytes, Complete: complete}
}

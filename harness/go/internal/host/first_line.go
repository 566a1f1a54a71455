package host

import (
	"bytes"
	"io"
	"strings"
	"sync"
)

// firstLine keeps the first line of what is read through it.
type firstLine struct {
	io.ReadCloser
	mu       sync.Mutex
	line     []byte
	complete bool
}

func (f *firstLine) Read(into []byte) (int, error) {
	n, err := f.ReadCloser.Read(into)
	f.mu.Lock()
	defer f.mu.Unlock()
	if !f.complete {
		line, _, complete := bytes.Cut(into[:n], []byte{'\n'})
		f.line = append(f.line, line...)
		f.complete = complete
	}
	return n, err
}

// text is the line without its end, as go-plugin's host reads it; what there is of it, if no end has come.
func (f *firstLine) text() string {
	f.mu.Lock()
	defer f.mu.Unlock()
	return strings.TrimSuffix(string(f.line), "\r")
}

package host

import (
	"crypto/sha256"
	"hash"
	"sync"
)

// Output is what came of one of a plugin's streams.
type Output struct {
	mu   sync.Mutex
	size int
	sum  hash.Hash
}

func newOutput() *Output { return &Output{sum: sha256.New()} }

// Write never fails.
func (o *Output) Write(bytes []byte) (int, error) {
	o.mu.Lock()
	defer o.mu.Unlock()
	o.size += len(bytes)
	return o.sum.Write(bytes)
}

// Digest is of all that has come so far.
func (o *Output) Digest() (size int, sum []byte) {
	o.mu.Lock()
	defer o.mu.Unlock()
	return o.size, o.sum.Sum(nil)
}

package main

import (
	"encoding/json"
	"io"
	"sync"
)

// reporter writes messages for the orchestrator. One that has gone is no reason to fail.
type reporter struct {
	mutex sync.Mutex
	to    io.Writer
}

func (r *reporter) send(message any) {
	text, err := json.Marshal(message)
	if err != nil {
		return
	}
	r.mutex.Lock()
	defer r.mutex.Unlock()
	_, _ = r.to.Write(append(text, '\n'))
}

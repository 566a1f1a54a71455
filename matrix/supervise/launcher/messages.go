package main

import (
	"encoding/json"
	"io"
	"sync"
)

// process is one that a program left running.
type process struct {
	PID     int    `json:"pid"`
	Command string `json:"command"`
}

type hello struct {
	Type              string  `json:"type"`
	Token             string  `json:"token"`
	PID               int     `json:"pid"`
	ClientCertificate *string `json:"clientCertificate"`
}

type started struct {
	Type string `json:"type"`
	PID  int    `json:"pid"`
}

type notStarted struct {
	Type  string `json:"type"`
	Error string `json:"error"`
}

// line is a plugin's first line: Text, or Base64 where it is no UTF-8.
type line struct {
	Type   string  `json:"type"`
	Text   *string `json:"text,omitempty"`
	Base64 []byte  `json:"base64,omitempty"`
}

// chunk is recorded output; encoding/json writes octets in base64.
type chunk struct {
	Type   string `json:"type"`
	Base64 []byte `json:"base64"`
}

// exit tells how a program ended: exactly one of Code and Signal is set.
type exit struct {
	Type   string    `json:"type"`
	Code   *int      `json:"code"`
	Signal *string   `json:"signal"`
	Left   []process `json:"left"`
	CPUMs  float64   `json:"cpuMs"`
	// Reason is why the launcher ended the program, null if it ended by itself or on an order.
	Reason *string `json:"reason"`
}

// order is what the orchestrator sends.
type order struct {
	Type string `json:"type"`
	Line string `json:"line"`
}

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

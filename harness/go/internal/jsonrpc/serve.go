// Package jsonrpc answers JSON-RPC 2.0 requests, one message a line.
package jsonrpc

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"io"
	"sync"
)

// Method returns what goes into an answer. Its error means that the parameters are wrong.
type Method func(params json.RawMessage) (any, error)

// Serve answers requests from in, each in a goroutine of its own, so that answers come in any order. It
// returns at the end of in, or of ctx, when all that was begun is answered.
func Serve(ctx context.Context, in io.Reader, out io.Writer, methods map[string]Method) error {
	answers := writer{out: out}
	var running sync.WaitGroup
	defer running.Wait()
	lines := make(chan []byte)
	end := make(chan error, 1)
	go func() { end <- readLines(ctx, in, lines) }()
	for {
		select {
		case line := <-lines:
			running.Go(func() { answers.write(answer(line, methods)) })
		case err := <-end:
			return err
		case <-ctx.Done():
			return nil
		}
	}
}

// readLines hands on every line that is not blank. At the end of ctx it may stay in a read for ever.
func readLines(ctx context.Context, in io.Reader, lines chan<- []byte) error {
	reader := bufio.NewReader(in)
	for {
		line, err := reader.ReadBytes('\n')
		if line = bytes.TrimSpace(line); len(line) > 0 {
			select {
			case lines <- line:
			case <-ctx.Done():
				return nil
			}
		}
		if err == io.EOF {
			return nil
		}
		if err != nil {
			return err
		}
	}
}

func answer(line []byte, methods map[string]Method) response {
	null := json.RawMessage("null")
	if !json.Valid(line) {
		return failed(null, parseError, "the line is not JSON")
	}
	var asked request
	err := json.Unmarshal(line, &asked)
	if asked.ID == nil {
		asked.ID = null
	}
	// Notifications, requests without an id (section 4.1), are not in the contract.
	if err != nil || asked.Version != "2.0" || asked.Method == nil || bytes.Equal(asked.ID, null) {
		return failed(asked.ID, invalidRequest, "the line is no JSON-RPC 2.0 request with an id")
	}
	method, known := methods[*asked.Method]
	if !known {
		return failed(asked.ID, methodNotFound, "there is no method "+*asked.Method)
	}
	result, err := method(asked.Params)
	if err != nil {
		return failed(asked.ID, invalidParams, err.Error())
	}
	return response{Version: "2.0", ID: asked.ID, Result: result}
}

func failed(id json.RawMessage, code int, message string) response {
	return response{Version: "2.0", ID: id, Error: &Error{Code: code, Message: message}}
}

// writer writes whole lines, one answer at a time.
type writer struct {
	mu  sync.Mutex
	out io.Writer
}

// write drops an answer that nobody reads any more; the end of the input will follow.
func (w *writer) write(message response) {
	w.mu.Lock()
	defer w.mu.Unlock()
	encoder := json.NewEncoder(w.out)
	encoder.SetEscapeHTML(false)
	_ = encoder.Encode(message)
}

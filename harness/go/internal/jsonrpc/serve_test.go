package jsonrpc

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"strings"
	"testing"
)

func TestServeAnswers(t *testing.T) {
	methods := map[string]Method{
		"echo": func(params json.RawMessage) (any, error) { return params, nil },
		"fail": func(json.RawMessage) (any, error) { return nil, errors.New("no such key <k>") },
	}
	tests := []struct{ name, line, want string }{
		{
			"result", `{"jsonrpc":"2.0","id":7,"method":"echo","params":{"a":[1]}}`,
			`{"jsonrpc":"2.0","id":7,"result":{"a":[1]}}`,
		},
		{
			"id that is a string", `{"jsonrpc":"2.0","id":"x","method":"echo","params":1}`,
			`{"jsonrpc":"2.0","id":"x","result":1}`,
		},
		{
			"bad JSON", `{"jsonrpc":`,
			`{"jsonrpc":"2.0","id":null,"error":{"code":-32700,"message":"the line is not JSON"}}`,
		},
		{
			"unknown method", `{"jsonrpc":"2.0","id":1,"method":"judge"}`,
			`{"jsonrpc":"2.0","id":1,"error":{"code":-32601,"message":"there is no method judge"}}`,
		},
		{
			"bad parameters", `{"jsonrpc":"2.0","id":1,"method":"fail"}`,
			`{"jsonrpc":"2.0","id":1,"error":{"code":-32602,"message":"no such key <k>"}}`,
		},
		{
			"not a request", `[1]`,
			`{"jsonrpc":"2.0","id":null,"error":{"code":-32600,"message":"the line is no JSON-RPC 2.0 request with an id"}}`,
		},
		{
			"another version", `{"id":3,"method":"echo"}`,
			`{"jsonrpc":"2.0","id":3,"error":{"code":-32600,"message":"the line is no JSON-RPC 2.0 request with an id"}}`,
		},
		{"blank", "  ", ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			var out bytes.Buffer
			// Without a line end: the end of the input ends the last line too.
			if err := Serve(context.Background(), strings.NewReader(test.line), &out, methods); err != nil {
				t.Fatal(err)
			}
			if got := strings.TrimSuffix(out.String(), "\n"); got != test.want {
				t.Errorf("got  %s\nwant %s", got, test.want)
			}
		})
	}
}

// The first request is answered only when the second has come, and after it.
func TestServeOverlaps(t *testing.T) {
	second := make(chan struct{})
	methods := map[string]Method{
		"first": func(json.RawMessage) (any, error) {
			<-second
			return "first", nil
		},
		"second": func(json.RawMessage) (any, error) { return "second", nil },
	}
	in, requests := io.Pipe()
	answers, out := io.Pipe()
	go func() {
		_ = Serve(context.Background(), in, out, methods)
		_ = out.Close()
	}()
	go func() {
		_, _ = io.WriteString(requests, `{"jsonrpc":"2.0","id":1,"method":"first"}`+"\n"+`{"jsonrpc":"2.0","id":2,"method":"second"}`+"\n")
		_ = requests.Close()
	}()
	read := bufio.NewScanner(answers)
	var got []string
	for read.Scan() {
		got = append(got, read.Text())
		if len(got) == 1 {
			close(second)
		}
	}
	want := `{"jsonrpc":"2.0","id":2,"result":"second"} {"jsonrpc":"2.0","id":1,"result":"first"}`
	if joined := strings.Join(got, " "); joined != want {
		t.Errorf("got %s, want %s", joined, want)
	}
}

func TestServeEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(context.Background())
	in, requests := io.Pipe()
	defer requests.Close()
	ended := make(chan error)
	go func() { ended <- Serve(ctx, in, io.Discard, nil) }()
	cancel()
	if err := <-ended; err != nil {
		t.Error(err)
	}
}

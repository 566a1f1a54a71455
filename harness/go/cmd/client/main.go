// Client is a worker: it reads JSON-RPC requests on standard input and answers them on standard output.
//
//	client [-stock]
//
// With -stock it leaves auto-mtls to go-plugin's own AutoMTLS. At the end of standard input the requests that
// were begun are still answered, each within its own deadline; at SIGTERM they are cut short. No
// plugin outlives it.
package main

import (
	"context"
	"encoding/json"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"handshakematrix/harness/go/internal/describe"
	"handshakematrix/harness/go/internal/jsonrpc"
	"handshakematrix/harness/go/internal/prove"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), syscall.SIGTERM)
	defer stop()
	if err := serve(ctx, len(os.Args) > 1 && os.Args[1] == "-stock"); err != nil {
		fmt.Fprintf(os.Stderr, "client: %v\n", err)
		os.Exit(1)
	}
}

func serve(ctx context.Context, stock bool) error {
	prover := &prove.Prover{Stock: stock}
	defer prover.Close()
	return jsonrpc.Serve(ctx, os.Stdin, os.Stdout, map[string]jsonrpc.Method{
		"describe": func(json.RawMessage) (any, error) { return describe.Describe(), nil },
		"prove": func(params json.RawMessage) (any, error) {
			var request prove.Request
			if err := jsonrpc.Params(params, &request); err != nil {
				return nil, err
			}
			return prover.Prove(ctx, request)
		},
	})
}

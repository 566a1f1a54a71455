// Server is the KV server: a go-plugin plugin, or any number of standalone listeners, as the environment
// variable KV_SERVER_CONFIG says.
//
//	server [-stock] [ignored…]
//
// With -stock a plugin's certificate is made by go-plugin's own AutoMTLS. Standard output carries the one
// line that says where it listens. It exits with 0 when it was asked to end, with 127 if it cannot turn a
// knob of its configuration, and with 1 for everything else.
package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"

	"handshakematrix/harness/go/internal/handshake"
	"handshakematrix/harness/go/internal/plugin"
	"handshakematrix/harness/go/internal/serverconfig"
	"handshakematrix/harness/go/internal/standalone"
	"handshakematrix/harness/go/internal/unsupported"
)

func main() {
	stderr := os.Stderr // goplugin.Serve replaces the variable.
	err := run(len(os.Args) > 1 && os.Args[1] == "-stock")
	if err == nil {
		return
	}
	if cannot := (*unsupported.Error)(nil); errors.As(err, &cannot) {
		fmt.Fprintf(stderr, "unsupported: %v\n", err)
		os.Exit(unsupported.ExitCode)
	}
	fmt.Fprintf(stderr, "server: %v\n", err)
	os.Exit(1)
}

func run(stock bool) error {
	cookie := handshake.Config
	if os.Getenv(cookie.MagicCookieKey) != cookie.MagicCookieValue {
		return errors.New("this is a go-plugin plugin, the KV server of the handshake matrix; its host starts it with " +
			cookie.MagicCookieKey + "=" + cookie.MagicCookieValue)
	}
	config, err := serverconfig.Parse(os.Getenv("KV_SERVER_CONFIG"))
	if err != nil {
		return err
	}
	stop := stopping(config.EndOnStdinEOF)
	if listener, ok := config.Plugin(); ok {
		return plugin.Serve(listener, stock, stop)
	}
	return standalone.Serve(config.Listeners, os.Stdout, stop)
}

// stopping returns a channel that is closed at SIGTERM and, if asked for, at the end of standard input.
func stopping(onStdinEOF bool) <-chan struct{} {
	stop := make(chan struct{})
	end := sync.OnceFunc(func() { close(stop) })
	signals := make(chan os.Signal, 1)
	signal.Notify(signals, syscall.SIGTERM)
	go func() {
		<-signals
		end()
	}()
	if onStdinEOF {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			end()
		}()
	}
	return stop
}

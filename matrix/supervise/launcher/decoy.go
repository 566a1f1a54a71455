package main

import (
	"io"
	"os"
	"os/signal"
	"syscall"
)

// decoy prints the line that it is told and stays until it is ended.
func decoy(socket io.Reader) int {
	ended := make(chan os.Signal, 1)
	signal.Notify(ended, syscall.SIGTERM, syscall.SIGINT, syscall.SIGHUP)
	go func() {
		eachOrder(socket, func(o order) {
			switch o.name {
			case "announce":
				_, _ = os.Stdout.WriteString(o.line + "\n")
			case "stop":
				ended <- syscall.SIGTERM
			}
		})
		ended <- syscall.SIGTERM
	}()
	<-ended
	return 0
}

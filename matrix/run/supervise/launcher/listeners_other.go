//go:build !linux

package main

import "errors"

// listenersAt has nobody to ask.
func listenersAt(uint16) ([]listener, error) {
	return nil, errors.New("only Linux tells whose a socket is")
}

//go:build !linux

package main

import (
	"errors"
	"net/netip"
)

var errOtherSystem = errors.New("only Linux tells whose a socket is")

// farEndOfUnix has nobody to ask.
func farEndOfUnix(uint32) (uint32, error) { return 0, errOtherSystem }

// farEndOfTCP has nobody to ask.
func farEndOfTCP(_, _ netip.AddrPort) (uint32, error) { return 0, errOtherSystem }

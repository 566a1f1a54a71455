package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"net/netip"
	"strconv"
	"strings"
)

// farEnd is the answer to one query, which it repeats. Inode is the number in /proc/PID/fd of the socket at the other
// end of a connection; 0 if no process has one: it has not been accepted, or has been closed. Error is why the kernel
// did not tell.
type farEnd struct {
	Query string `json:"query"`
	Inode uint32 `json:"inode"`
	Error string `json:"error,omitempty"`
}

// tellFarEnds answers each line of in, which names one end of a connection of this machine, with a line of JSON: the
// socket at the other end. It ends with in.
//
//	unix INODE
//	tcp LOCAL-ADDRESS:PORT REMOTE-ADDRESS:PORT
func tellFarEnds(in io.Reader, out io.Writer) int {
	lines := bufio.NewScanner(in)
	answers := json.NewEncoder(out)
	for lines.Scan() {
		answer := farEnd{Query: lines.Text()}
		ask, err := parseEnd(answer.Query)
		if err != nil {
			misuse("launcher far-ends: " + err.Error())
		}
		if answer.Inode, err = ask(); err != nil {
			answer.Error = err.Error()
		}
		if answers.Encode(answer) != nil {
			return 1
		}
	}
	return 0
}

// parseEnd reads a query, and returns what asks the kernel.
func parseEnd(query string) (func() (uint32, error), error) {
	words := strings.Fields(query)
	switch {
	case len(words) == 2 && words[0] == "unix":
		inode, err := strconv.ParseUint(words[1], 10, 32)
		return func() (uint32, error) { return farEndOfUnix(uint32(inode)) }, err
	case len(words) == 3 && words[0] == "tcp":
		local, err := netip.ParseAddrPort(words[1])
		if err != nil {
			return nil, err
		}
		remote, err := netip.ParseAddrPort(words[2])
		return func() (uint32, error) { return farEndOfTCP(unmapped(local), unmapped(remote)) }, err
	}
	return nil, fmt.Errorf("expected unix INODE or tcp LOCAL REMOTE, got %q", query)
}

// unmapped is an IPv4 address as such where it was written as one of IPv6: the kernel finds either socket by it.
func unmapped(address netip.AddrPort) netip.AddrPort {
	return netip.AddrPortFrom(address.Addr().Unmap(), address.Port())
}

package plugin

import (
	"encoding/base64"
	"fmt"
	"net"
	"strings"
)

// Fields of go-plugin's handshake line, counted from 0.
const (
	networkField     = 2
	addressField     = 3
	certificateField = 5
	multiplexField   = 6
)

// rewritten is go-plugin's line with the address that is really served and, unless it is nil, with
// the leaf: go-plugin leaves field 6 empty when a TLSProvider brought the certificate. Only go-plugin's own
// listener multiplexes its broker, so that field 7, where a host asked for it, is false.
func rewritten(line string, address net.Addr, leaf []byte) (string, error) {
	fields := strings.Split(line, "|")
	if len(fields) <= certificateField {
		return "", fmt.Errorf("go-plugin printed no handshake line: %q", line)
	}
	fields[networkField] = address.Network()
	fields[addressField] = address.String()
	if leaf != nil {
		fields[certificateField] = base64.RawStdEncoding.EncodeToString(leaf)
	}
	if len(fields) > multiplexField {
		fields[multiplexField] = "false"
	}
	return strings.Join(fields, "|"), nil
}

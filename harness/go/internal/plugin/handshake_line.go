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

// rewritten is go-plugin's line with the leaf, unless it is nil: go-plugin leaves field 6 empty when a TLSProvider brought the
// certificate. An address that is not nil is the one that is served in the place of go-plugin's own. Only go-plugin's own
// listener multiplexes its broker, so that field 7, where a host asked for it, is then false.
func rewritten(line string, address net.Addr, leaf []byte) (string, error) {
	fields := strings.Split(line, "|")
	if len(fields) <= certificateField {
		return "", fmt.Errorf("go-plugin printed no handshake line: %q", line)
	}
	if address != nil {
		fields[networkField] = address.Network()
		fields[addressField] = address.String()
		if len(fields) > multiplexField {
			fields[multiplexField] = "false"
		}
	}
	if leaf != nil {
		fields[certificateField] = base64.RawStdEncoding.EncodeToString(leaf)
	}
	return strings.Join(fields, "|"), nil
}

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
)

// rewritten is go-plugin's line with the address that is really served and, unless it is nil, with
// the leaf: go-plugin leaves field 6 empty when a TLSProvider brought the certificate.
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
	return strings.Join(fields, "|"), nil
}

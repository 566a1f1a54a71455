package host

import (
	"errors"
	"strings"

	"github.com/hashicorp/go-plugin/runner"
)

// shortestCertificate in bytes of field 6; go-plugin ignores the field below that (client.go, Start).
const shortestCertificate = 51

var errNoCertificate = errors.New(
	"the handshake line has no certificate in field 6: the plugin would be used in the clear")

// announcedAddress takes the plugin's address as it is, but not from a line without the certificate
// that was asked for: go-plugin itself would go on, and connect to that address.
type announcedAddress struct {
	line             func() string
	needsCertificate bool
}

var _ runner.AddrTranslator = announcedAddress{}

func (a announcedAddress) PluginToHost(network, address string) (string, string, error) {
	if a.needsCertificate {
		fields := strings.Split(strings.TrimSpace(a.line()), "|")
		if len(fields) < 6 || len(fields[5]) < shortestCertificate {
			return "", "", errNoCertificate
		}
	}
	return network, address, nil
}

func (announcedAddress) HostToPlugin(network, address string) (string, string, error) {
	return network, address, nil
}

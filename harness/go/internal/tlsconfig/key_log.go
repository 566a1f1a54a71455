package tlsconfig

import (
	"fmt"
	"io"
	"os"
	"sync"
)

// KeyLog is the file that SSLKEYLOGFILE names, open for as long as the process lives, for appending
// TLS secrets in NSS format (RFC 9850). Without the variable it returns a nil interface, which
// crypto/tls takes as "none".
var KeyLog = sync.OnceValues(func() (io.Writer, error) {
	return openKeyLog(os.Getenv("SSLKEYLOGFILE"))
})

func openKeyLog(file string) (io.Writer, error) {
	if file == "" {
		return nil, nil
	}
	log, err := os.OpenFile(file, os.O_APPEND|os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return nil, fmt.Errorf("SSLKEYLOGFILE: %w", err)
	}
	return log, nil
}

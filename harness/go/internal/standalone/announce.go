package standalone

import (
	"encoding/json"
	"io"

	"handshakematrix/harness/go/internal/serverconfig"
)

type announcement struct {
	Listeners []announced `json:"listeners"`
}

type announced struct {
	ID      string `json:"id"`
	Network string `json:"network"`
	Address string `json:"address"`
}

// announce writes the one line that tells where the listeners are.
func announce(out io.Writer, configs []serverconfig.Listener, opened []listening) error {
	line := announcement{Listeners: []announced{}}
	for at, each := range opened {
		address := each.listener.Addr()
		line.Listeners = append(line.Listeners, announced{configs[at].ID, address.Network(), address.String()})
	}
	return json.NewEncoder(out).Encode(line)
}

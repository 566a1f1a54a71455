package plugin

import (
	"net"
	"testing"
)

func TestRewritten(t *testing.T) {
	tcp := &net.TCPAddr{IP: net.IPv4(127, 0, 0, 1), Port: 4000}
	unix := &net.UnixAddr{Net: "unix", Name: "/run/kv.sock"}
	tests := []struct {
		name, line string
		address    net.Addr
		leaf       []byte
		want       string
	}{
		{"own certificate", "1|1|unix|/tmp/p|grpc|", tcp, []byte{0xfb, 0xff}, "1|1|tcp|127.0.0.1:4000|grpc|+/8"},
		{"stock certificate", "1|1|unix|/tmp/p|grpc|MIIB", unix, nil, "1|1|unix|/run/kv.sock|grpc|MIIB"},
		{"in the clear", "1|1|unix|/tmp/p|grpc|", tcp, nil, "1|1|tcp|127.0.0.1:4000|grpc|"},
		{"go-plugin's own listener", "1|2|unix|/tmp/p|grpc||true", nil, []byte{1}, "1|2|unix|/tmp/p|grpc|AQ|true"},
		{"multiplexing", "1|1|unix|/tmp/p|grpc||true", tcp, []byte{1}, "1|1|tcp|127.0.0.1:4000|grpc|AQ|false"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			got, err := rewritten(test.line, test.address, test.leaf)
			if err != nil || got != test.want {
				t.Errorf("got %q, %v; want %q", got, err, test.want)
			}
		})
	}
	if got, err := rewritten("1|1|unix|/tmp/p", tcp, nil); err == nil {
		t.Errorf("a line without a protocol became %q", got)
	}
}

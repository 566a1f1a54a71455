package host

import (
	"io"
	"strings"
	"testing"
	"testing/iotest"
)

func TestFirstLine(t *testing.T) {
	tests := []struct{ name, written, want string }{
		{"one of two", "1|1|tcp\nnoise\n", "1|1|tcp"},
		{"with carriage return", "1|1|tcp\r\n", "1|1|tcp"},
		{"without an end", "1|1", "1|1"},
		{"empty", "\nsecond\n", ""},
	}
	for _, test := range tests {
		for name, reader := range map[string]io.Reader{
			"at once":   strings.NewReader(test.written),
			"byte-wise": iotest.OneByteReader(strings.NewReader(test.written)),
		} {
			t.Run(test.name+" "+name, func(t *testing.T) {
				first := &firstLine{ReadCloser: io.NopCloser(reader)}
				passed, err := io.ReadAll(first)
				if err != nil || string(passed) != test.written {
					t.Errorf("passed on %q, %v", passed, err)
				}
				if got := first.text(); got != test.want {
					t.Errorf("got %q, want %q", got, test.want)
				}
			})
		}
	}
}

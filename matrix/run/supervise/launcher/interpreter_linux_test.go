package main

import (
	"os"
	"path/filepath"
	"testing"
)

func TestMissingELFInterpreter(t *testing.T) {
	foreign := filepath.Join(t.TempDir(), "foreign")
	if err := os.WriteFile(foreign, []byte(elfThatNeeds("/lib/missing-ld.so.9")), 0o755); err != nil {
		t.Fatal(err)
	}
	expectNotStarted(t, foreign, noInterpreter, foreign+" exists, but its interpreter /lib/missing-ld.so.9 does not")
}

// elfThatNeeds is the test binary's own header with one program header, PT_INTERP.
func elfThatNeeds(interpreter string) string {
	own, err := os.Open(os.Args[0])
	if err != nil {
		panic(err)
	}
	defer own.Close()
	content := make([]byte, 64+56, 4096)
	if _, err := own.ReadAt(content[:64], 0); err != nil {
		panic(err)
	}
	put := func(at int, value, size int) {
		for i := range size {
			content[at+i] = byte(value >> (8 * i))
		}
	}
	name := interpreter + "\x00"
	put(32, 64, 8) // e_phoff
	put(56, 1, 2)  // e_phnum
	put(64, 3, 4)  // p_type: PT_INTERP
	put(64+8, len(content), 8)
	put(64+32, len(name), 8)
	return string(content) + name
}

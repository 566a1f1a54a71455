package host

import (
	"crypto/sha256"
	"fmt"
	"os/exec"

	goplugin "github.com/hashicorp/go-plugin"
)

// verify is go-plugin's check of a program before its start (client.go, Start), which go-plugin itself makes only where it
// runs the program without a Runner.
func verify(program string, checksum []byte) error {
	path, err := exec.LookPath(program)
	if err != nil {
		return err
	}
	secure := goplugin.SecureConfig{Checksum: checksum, Hash: sha256.New()}
	same, err := secure.Check(path)
	if err != nil {
		return fmt.Errorf("error verifying checksum: %w", err)
	}
	if !same {
		return goplugin.ErrChecksumsDoNotMatch
	}
	return nil
}

// Package e2e runs the two programs as they are built.
package e2e

import (
	"fmt"
	"io/fs"
	"os"
	"os/exec"
	"path/filepath"
	"testing"
)

// Paths of the programs under test.
var server, client string

func TestMain(m *testing.M) {
	folder, err := os.MkdirTemp("", "e2e")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	code := buildAndRun(m, folder)
	_ = os.RemoveAll(folder)
	os.Exit(code)
}

func buildAndRun(m *testing.M, folder string) int {
	build := exec.Command("go", "build", "-trimpath", "-o", folder+"/", "../../cmd/server", "../../cmd/client")
	build.Stderr = os.Stderr
	if err := build.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "building the programs:", err)
		return 1
	}
	server, client = filepath.Join(folder, "server"), filepath.Join(folder, "client")
	return m.Run()
}

// go test caches a result for as long as what its tests looked at is unchanged, and the build in
// TestMain is another process: this test looks at every source file.
func TestResultDependsOnSources(t *testing.T) {
	err := filepath.WalkDir("../..", func(path string, _ fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		_, err = os.Stat(path)
		return err
	})
	if err != nil {
		t.Error(err)
	}
}

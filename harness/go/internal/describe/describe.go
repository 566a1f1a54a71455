// Package describe says what this implementation is made of.
package describe

import (
	"crypto/fips140"
	"runtime"
	"runtime/debug"
)

// Part is a library or program with its version.
type Part struct {
	Name    string `json:"name"`
	Version string `json:"version"`
}

// Description is the answer to the method describe.
type Description struct {
	Stack   []Part `json:"stack"`
	Runtime Part   `json:"runtime"`
	TLS     Part   `json:"tls"`
	KeyLog  bool   `json:"keyLog"`
}

// Describe reads the versions that were built in.
func Describe() Description {
	return Description{
		Stack: []Part{
			{Name: "grpc-go", Version: moduleVersion("google.golang.org/grpc")},
			{Name: "go-plugin", Version: moduleVersion("github.com/hashicorp/go-plugin")},
		},
		Runtime: Part{Name: "Go", Version: runtime.Version()[len("go"):]},
		TLS:     Part{Name: "crypto/tls", Version: tlsVersion()},
		KeyLog:  true,
	}
}

// tlsVersion names the module of FIPS 140-3 where crypto/tls keeps to what that allows.
func tlsVersion() string {
	if !fips140.Enabled() {
		return runtime.Version()
	}
	return runtime.Version() + " with FIPS 140-3 module " + fips140.Version()
}

func moduleVersion(path string) string {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return "unknown"
	}
	for _, module := range info.Deps {
		if module.Path != path {
			continue
		}
		if module.Replace != nil {
			module = module.Replace
		}
		return module.Version[len("v"):]
	}
	return "unknown"
}

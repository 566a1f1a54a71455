package e2e

import (
	"crypto/tls"
	"crypto/x509"
	"path/filepath"
	"slices"
	"testing"
)

func listener(id, mode string, own credential) object {
	made := object{"id": id, "mode": mode, "network": "tcp", "address": "127.0.0.1:0"}
	if mode != "none" {
		made["certificate"], made["key"] = own.certificate, own.key
	}
	if mode == "mtls" {
		made["clientCa"] = own.ca
	}
	return made
}

func addressTarget(network, address string) object {
	return object{"kind": "address", "network": network, "address": address}
}

func clientTLS(mode string, own credential) object {
	made := object{"mode": mode}
	if mode != "none" {
		made["ca"], made["serverName"] = own.ca, serverName
	}
	if mode == "mtls" {
		made["certificate"], made["key"] = own.certificate, own.key
	}
	return made
}

func TestStandalone(t *testing.T) {
	credentials := newCredentials(t, keyTypes...)
	listeners := []object{listener("none", "none", credential{})}
	for _, keyType := range keyTypes {
		for _, mode := range []string{"tls", "mtls"} {
			listeners = append(listeners, listener(mode+"/"+keyType, mode, credentials[keyType]))
		}
	}
	_, addresses := standalone(t, listeners...)
	asked := startWorker(t, nil)
	for _, each := range listeners {
		id, mode := each["id"].(string), each["mode"].(string)
		t.Run(id, func(t *testing.T) {
			var own credential
			if mode != "none" {
				own = credentials[filepath.Base(id)]
			}
			answer := asked.prove(object{
				"target": addressTarget("tcp", addresses[id]), "tls": clientTLS(mode, own), "steps": putGet(),
			})
			if want := []string{"OK", "OK", "NOT_FOUND"}; !slices.Equal(answer.statuses(), want) {
				t.Fatalf("got %v, want %v: %+v", answer.statuses(), want, answer.Steps)
			}
			if value := answer.Steps[1].Calls[0].Value; value.Size != 4 || value.SHA256 != patternDigest {
				t.Errorf("read back %+v", value)
			}
			if answer.Start != nil || answer.Session != nil || *answer.Peer != addresses[id] {
				t.Errorf("start %v, session %v, peer %s", answer.Start, answer.Session, *answer.Peer)
			}
			var wantServer, wantClient []byte
			if mode != "none" {
				wantServer = der(t, own.certificate)
			}
			if mode == "mtls" {
				wantClient = wantServer
			}
			if !slices.Equal(answer.ServerCertificate, wantServer) || !slices.Equal(answer.ClientCertificate, wantClient) {
				t.Error("the certificates seen are not those given")
			}
		})
	}
}

func TestStandaloneUnixSocket(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "kv.sock")
	standalone(t, object{"id": "u", "mode": "none", "network": "unix", "address": socket})
	answer := startWorker(t, nil).prove(object{
		"target": addressTarget("unix", socket), "tls": object{"mode": "none"}, "steps": putGet(),
	})
	if want := []string{"OK", "OK", "NOT_FOUND"}; !slices.Equal(answer.statuses(), want) {
		t.Errorf("got %v", answer.statuses())
	}
}

// TestUnary asks for the health of "plugin" in bytes, and expects SERVING in bytes.
func TestUnary(t *testing.T) {
	socket := filepath.Join(t.TempDir(), "kv.sock")
	standalone(t, object{"id": "u", "mode": "none", "network": "unix", "address": socket})
	call := object{"path": "/grpc.health.v1.Health/Check", "value": object{"base64": "CgZwbHVnaW4="}}
	missing := object{"path": "/other.Service/Call", "value": object{"base64": ""}}
	answer := startWorker(t, nil).prove(object{
		"target": addressTarget("unix", socket), "tls": object{"mode": "none"},
		"steps": []object{step("unary", "OK", call), step("unary", "UNIMPLEMENTED", missing)},
	})
	if want := []string{"OK", "UNIMPLEMENTED"}; !slices.Equal(answer.statuses(), want) {
		t.Fatalf("got %v", answer.statuses())
	}
	const serving = "fb8da7eb5b1b399e7321179dac9e9f65773d7331e1e30554e3911e4325e1ef19"
	if value := answer.Steps[0].Calls[0].Value; value == nil || value.Size != 2 || value.SHA256 != serving {
		t.Errorf("got %v", value)
	}
}

func TestStandaloneRefuses(t *testing.T) {
	own, others := newCredentials(t, "p256")["p256"], newCredentials(t, "p256")["p256"]
	_, addresses := standalone(t, listener("tls", "tls", own), listener("mtls", "mtls", own))
	asked := startWorker(t, nil)
	strangers := clientTLS("mtls", others)
	strangers["ca"] = own.ca
	tests := []struct {
		name, id string
		tls      object
	}{
		{"no client certificate", "mtls", clientTLS("tls", own)},
		{"another authority's client certificate", "mtls", strangers},
		{"another authority's server certificate", "tls", clientTLS("tls", others)},
		{"cleartext", "tls", object{"mode": "none"}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			answer := asked.prove(object{
				"target": addressTarget("tcp", addresses[test.id]), "tls": test.tls, "steps": putGet(),
			})
			if want := []string{"UNAVAILABLE"}; !slices.Equal(answer.statuses(), want) {
				t.Errorf("got %v, want %v", answer.statuses(), want)
			}
		})
	}
}

func TestStandaloneLimits(t *testing.T) {
	own := newCredentials(t, "p256")["p256"]
	tests := []struct {
		version, group string
		wantVersion    uint16
		wantCurve      tls.CurveID
	}{
		{"1.2", "secp384r1", tls.VersionTLS12, tls.CurveP384},
		{"1.3", "x25519", tls.VersionTLS13, tls.X25519},
		{"1.3", "X25519MLKEM768", tls.VersionTLS13, tls.X25519MLKEM768},
	}
	var listeners []object
	for _, test := range tests {
		limited := listener(test.version+test.group, "tls", own)
		limited["tlsVersion"], limited["group"] = test.version, test.group
		listeners = append(listeners, limited)
	}
	_, addresses := standalone(t, listeners...)
	roots := x509.NewCertPool()
	authority, err := x509.ParseCertificate(der(t, own.ca))
	if err != nil {
		t.Fatal(err)
	}
	roots.AddCert(authority)
	for _, test := range tests {
		t.Run(test.version+" "+test.group, func(t *testing.T) {
			conn, err := tls.Dial("tcp", addresses[test.version+test.group],
				&tls.Config{RootCAs: roots, ServerName: serverName, NextProtos: []string{"h2"}})
			if err != nil {
				t.Fatal(err)
			}
			defer conn.Close()
			if state := conn.ConnectionState(); state.Version != test.wantVersion || state.CurveID != test.wantCurve {
				t.Errorf("negotiated %s with %s", tls.VersionName(state.Version), state.CurveID)
			}
		})
	}
}

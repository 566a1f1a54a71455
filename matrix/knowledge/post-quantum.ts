import type { PostQuantumAdvice } from "../domain/post-quantum.ts";

const go: PostQuantumAdvice = {
  get: "Go 1.24 or newer with `go 1.24` or newer in go.mod; the hybrids with NIST's curves from 1.26",
  avoid: "`GODEBUG=tlsmlkem=0`, or `tls.Config.CurvePreferences`",
  source: "crypto/tls/defaults.go of Go 1.26.8; ClientHello with and without",
};

const secureContext =
  "`credentials.createFromSecureContext(tls.createSecureContext({ ecdhCurve }))`";

const core: PostQuantumAdvice = {
  get: "no public option: gRPC's core tells OpenSSL secp256r1 alone",
  avoid: "nothing to do",
  source: "ClientHello of gRPC 1.51.1; ssl_transport_security.cc",
};

/** By the implementation's id. */
export const postQuantumAdvice: Readonly<Record<string, PostQuantumAdvice>> = {
  go,
  "go:fips": { ...go, source: `${go.source}; x25519 alone it does not have` },
  python: {
    get: "a wheel from 1.83 on",
    avoid: "no public option; a peer without it gets x25519",
    source: "ClientHello of grpcio 1.82.3, 1.83.0 and 1.85.1",
  },
  "python:grpclib": {
    get: "a Python whose `ssl` is on OpenSSL 3.5 or newer",
    avoid: "`SSLContext.set_ecdh_curve` on a server",
    source: "ClientHello on OpenSSL 3.0; CHANGES.md of OpenSSL 3.5.0",
  },
  "python:debian": core,
  node: {
    get: "a Node with OpenSSL 3.5 (`process.versions.openssl`)",
    avoid: `\`tls.DEFAULT_ECDH_CURVE = "X25519"\` before the first connection, or a client's ${secureContext}`,
    source: "ClientHello of Node 24.21 with and without",
  },
  "node:bun": {
    get: "by itself",
    avoid: `a client's ${secureContext}`,
    source: "ClientHello of Bun 1.4.5",
  },
  "node:deno": {
    get: "by itself, as the last of its groups: a first connection to a name costs a round trip, later ones send the share at once",
    avoid: "no public option: `ecdhCurve` is ignored",
    source: "cells of Deno 2.9.6 one by one; its server with `ecdhCurve`",
  },
  rust: {
    get: "tonic's feature `tls-aws-lc`; rustls' feature `prefer-post-quantum` sends its key share at once",
    avoid: "`kx_groups` of the `CryptoProvider` that is installed as the default",
    source: "crypto/aws_lc_rs/mod.rs of rustls 0.23.46",
  },
  "rust:ring": {
    get: "tonic's feature `tls-aws-lc` in place of `tls-ring`",
    avoid: "nothing to do",
    source: "crypto/ring of rustls 0.23.46",
  },
  java: {
    get: "grpc-netty-shaded from 1.83 on",
    avoid: "`OpenSslContextOption.GROUPS`, or `-Djdk.tls.namedGroups` for a whole JVM",
    source: "ClientHello of grpc-netty-shaded 1.82.4 and 1.83.0, of 1.85.1 with and without",
  },
  "java:jdk": {
    get: "`SslProvider.OPENSSL`, or JDK 27 (JEP 527)",
    avoid: "nothing to do before JDK 27",
    source: "ClientHello of JDK 17; JEP 527",
  },
  cpp: core,
};

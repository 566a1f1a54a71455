import { expect, test } from "vitest";
import { explain } from "./explain.ts";

/** The first cause, with "!" where it is decided. */
const first = (text: string) => {
  const { causes, determinable } = explain([{ name: "-", text }]).diagnosis;
  return `${causes[0]?.code}${determinable ? "!" : ""}`;
};

/** Pairs and more of texts that share their words, and state different things. */
test.for<readonly [string, string]>([
  [
    "alpn-unsupported!",
    "IllegalStateException: Could not find TLS ALPN provider; no working netty-tcnative, Conscrypt, or Jetty NPN/ALPN available",
  ],
  [
    "alpn-unsupported!",
    "'HTTP/2 over TLS is not supported on Windows 7 due to missing ALPN support.'",
  ],
  ["target-unusable!", "dial unix /run/x.sock: connect: invalid argument"],
  [
    "socket-not-permitted!",
    'transport: Error while dialing: dial unix /run/kv/kv.sock: connect: permission denied"',
  ],
  [
    "connection-refused!",
    'transport: Error while dialing: dial unix /run/kv/kv.sock: connect: no such file or directory"',
  ],
  ["command-not-runnable!", "fork/exec /usr/lib/kv-plugin: permission denied"],
  ["cannot-listen!", "listen tcp :443: bind: permission denied"],
  ["cannot-listen!", "listen unix /run/kv.sock: bind: read-only file system"],
  ["cannot-listen!", "Error: listen EADDRINUSE: address already in use 127.0.0.1:50051"],
  ["trust-store-missing!", "ssl_credentials.cc:57] Could not get default pem root certs"],
  ["trust-store-missing!", "tonic::transport::Error(Transport, NativeCertsNotFound)"],
  ["key-not-loadable!", "Failed to parse root certificates as PEM: -----BEGIN"],
  ["signature-scheme-not-offered!", "BAD_ECC_CERT(ssl_cert.c:820)"],
  ["no-common-group!", "tls: no supported curve: NO_SHARED_GROUP"],
  [
    "hostname-mismatch!",
    "x509: cannot validate certificate for 10.1.2.3 because it doesn't contain any IP SANs",
  ],
  [
    "no-subject-alt-name!",
    "x509: certificate relies on legacy Common Name field, use SANs instead",
  ],
  [
    "target-unusable!",
    "DNS resolution failed for https://db.example.test:443/: C-ares status is not ARES_SUCCESS qtype=A name=https is_balancer=0: Domain name not found",
  ],
  [
    "name-not-resolved!",
    "DNS resolution failed for db.example.test:443: C-ares status is not ARES_SUCCESS qtype=A name=db.example.test is_balancer=0: Domain name not found",
  ],
  ["protocol-version-mismatch!", "Unrecognized remote plugin message: 2|unix|/tmp/plugin-77"],
  [
    "handshake-line-polluted!",
    "Unrecognized remote plugin message: Starting the server on port 7000",
  ],
  ["cancelled-by-caller", "lookup db on 10.96.0.10:53: operation was canceled"],
  ["name-not-resolved!", "dial tcp: lookup db on 10.96.0.10:53: no such host"],
  [
    "undiagnosed",
    '[DEBUG] plugin.stdio: received EOF, stopping recv loop: err="rpc error: code = Unavailable desc = error reading from server: EOF"\n[DEBUG] plugin process exited: plugin=/p/x pid=9\n[DEBUG] plugin exited',
  ],
  ["exited-early", '[WARN] plugin process exited: plugin=/p/x pid=9 error="exit status 2"'],
  [
    "connection-refused!",
    'last error: connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:50051: connect: connection refused"',
  ],
  [
    "connection-refused",
    'last error: connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:50051: connect: connection refused"\n[core] [Channel #1] Channel Connectivity change to READY',
  ],
  [
    "connection-refused!",
    '[core] [Channel #1] Channel Connectivity change to READY\nlast error: connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.7:50051: connect: connection refused"',
  ],
  [
    "port-opened-and-closed",
    "transport: http2Server.HandleStreams failed to receive the preface from client: EOF",
  ],
  ["peer-speaks-http1", "error: UnableToParseFrame()"],
])("%s: %s", ([cause, text]) => {
  expect(first(text)).toBe(cause);
});

test.for(["Update failed", "Handling request failed", "Adding node failed", "- x509"])(
  "an error behind %s is no entry of a change log",
  (opening) => {
    expect(
      first(
        `${opening}: x509: certificate has expired or is not yet valid: current time 2026-11-28T10:00:00Z is after 2026-11-01T00:00:00Z`,
      ),
    ).toMatch(/^certificate-expired/);
  },
);

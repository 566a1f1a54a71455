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
  ["access-denied", "rpc failed: status: PERMISSION_DENIED: permission denied"],
  ["access-denied", '** (GRPC.RPCError) status: 7, message: "permission denied: tenant 41"'],
  [
    "reset-by-intermediary",
    "javax.net.ssl.SSLHandshakeException: Remote host terminated the handshake\nCaused by: java.io.EOFException: SSL peer shut down incorrectly",
  ],
  [
    "certificate-expired!",
    'rpc error: code = Unavailable desc = connection error: desc = "transport: authentication\nhandshake failed: tls: failed to verify certificate: x509: certificate has\nexpired or is not yet valid: current time 2026-11-02T09:12:01+01:00 is after\n2026-10-30T14:01:44Z"',
  ],
  ["command-not-runnable!", "fork/exec /usr/lib/kv-plugin: permission denied"],
  ["cannot-listen!", "listen tcp :443: bind: permission denied"],
  ["cannot-listen!", "listen unix /run/kv.sock: bind: read-only file system"],
  ["cannot-listen!", "Error: listen EADDRINUSE: address already in use 127.0.0.1:50051"],
  ["trust-store-missing!", "ssl_credentials.cc:57] Could not get default pem root certs"],
  ["trust-store-missing!", "tonic::transport::Error(Transport, NativeCertsNotFound)"],
  ["key-not-loadable!", "Failed to parse root certificates as PEM: -----BEGIN"],
  ["key-not-loadable!", "Failed to parse certificate chain as PEM: -----BEGIN"],
  [
    "key-too-weak!",
    "SSL_CTX_use_certificate: error:0A00018F:SSL routines::ee key too small\nssl_transport_security.cc:846] Invalid cert chain file.",
  ],
  ["certificate-curve-refused!", "BAD_ECC_CERT(ssl_cert.c:820)"],
  [
    "certificate-curve-refused!",
    "error:0A00017A:SSL routines:tls12_check_peer_sigalg:wrong curve:../deps/openssl/openssl/ssl/t1_lib.c:2753:",
  ],
  [
    "no-common-group!",
    "error:0A00017A:SSL routines:tls_process_ske_ecdhe:wrong curve:ssl/statem/statem_clnt.c:2181:",
  ],
  ["certificate-curve-refused", "error:0A00017A:SSL routines::wrong curve"],
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
  ...(
    [
      [301, "redirected"],
      [401, "credentials-required"],
      [403, "access-denied"],
      [404, "path-not-routed"],
      [415, "http-status-from-intermediary"],
      [429, "rate-limited"],
      [502, "http-status-from-intermediary"],
      [503, "http-status-from-intermediary"],
      [504, "upstream-timeout"],
    ] as const
  ).map(
    ([status, code]) =>
      [
        code,
        `unexpected HTTP status code received from server: ${status} (x); transport: received unexpected content-type "text/html"`,
      ] as const,
  ),
  [
    "unknown-ca",
    '2026/01/05 10:00:00 [error] 7#7: *12 lua ssl certificate verify error: (20: unable to get local issuer certificate), client: 10.0.0.9, server: _, request: "GET / HTTP/1.1"',
  ],
  [
    "client-certificate-missing",
    "TLS :client: In state :connection received SERVER ALERT: Fatal - Certificate required",
  ],
  [
    "client-certificate-missing",
    "javax.net.ssl|FINE|No X.509 cert selected for client\njavax.net.ssl|ERROR|Fatal (HANDSHAKE_FAILURE): Received fatal alert: bad_certificate",
  ],
  [
    "signature-scheme-not-offered",
    "javax.net.ssl|ALL|No X.509 cert selected for server\njavax.net.ssl|ERROR|Fatal (HANDSHAKE_FAILURE): no cipher suites in common",
  ],
  [
    "key-not-loadable!",
    '** (MatchError) no match of right hand side value: {:error, {:options, {:cacertfile, ~c"/etc/ssl/kv-ca.pem", {:error, :enoent}}}}',
  ],
  [
    "tls-interception",
    "likely intercepted connection; certificate is self-signed by CN=router,O=Example",
  ],
  [
    "undiagnosed",
    "INFO: [core] [Channel #1]Channel Connectivity change to SHUTDOWN\nINFO: [transport] [client-transport 0xc0001f2488] Closing: rpc error: code = Canceled desc = grpc: the client connection is closing",
  ],
  [
    "connection-refused!",
    "10:00:00 ERROR dial tcp 10.0.0.7:8443: connect: connection refused\n10:00:03 ERROR the store is full",
  ],
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

test.for<readonly [number, string]>([
  [502, "read the proxy's error log"],
  [503, "start the server behind the proxy"],
])("an HTTP status %i has a fix of its own", ([status, fix]) => {
  const { causes } = explain([
    {
      name: "-",
      text: `unexpected HTTP status code received from server: ${status} (x)`,
    },
  ]).diagnosis;
  expect(causes[0]?.remedy?.slice(0, fix.length)).toBe(fix);
});

test.for<readonly [string, string]>([
  ["Thu Jan  1 00:00:05 1970", "client"],
  ["Thu  1 Jan 00:00:05 GMT 1970", "client"],
  ["Thu Jan  1 00:00:05 2026", "server"],
])("a verifier whose clock stands at %s: the cause is on the side of the %s", ([time, side]) => {
  const { causes } = explain([
    {
      name: "-",
      text: `clock: ${time}\nverification info: ! The certificate validity starts in the future`,
      printer: { role: "client" },
    },
  ]).diagnosis;
  expect([causes[0]?.code, causes[0]?.side]).toEqual(["certificate-not-yet-valid", side]);
});

test.for<readonly [string, string | null]>([
  ["UNIMPLEMENTED: Can't find decompressor for zstd", "client"],
  [
    'rpc error: code = Unimplemented desc = grpc: Decompressor is not installed for grpc-encoding "zstd"',
    "client",
  ],
  [
    'rpc error: code = Internal desc = grpc: Decompressor is not installed for grpc-encoding "zstd"',
    "server",
  ],
])("who has compressed what the other cannot open: %s", ([text, side]) => {
  const { causes } = explain([{ name: "-", text, printer: { role: "client" } }]).diagnosis;
  expect([causes[0]?.code, causes[0]?.side]).toEqual(["message-encoding-unsupported", side]);
});

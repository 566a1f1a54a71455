import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const gist = (text: string) => {
  const { causes, determinable } = explain([{ name: "-", text }]).diagnosis;
  return [causes[0]?.code, determinable];
};

/** Texts that several causes have, and what is most often behind each. */
test.for<readonly [string, string, string]>([
  [
    "a plugin's message that is empty, in Terraform's box",
    "╷\n│ Error: Failed to instantiate provider\n│ \n│ Unrecognized remote plugin message:\n│ \n│ This usually means that the plugin is either invalid or simply\n│ needs to be recompiled to support the latest protocol.\n╵",
    "exited-early",
  ],
  [
    "the same with the frame on its line",
    "│ Unrecognized remote plugin message: │\n│",
    "exited-early",
  ],
  [
    "the same without a frame's blank",
    "│ Unrecognized remote plugin message:\n│\n│ This usually means",
    "exited-early",
  ],
  [
    "a token that a plugin could not exchange",
    '[ERROR] plugin tls init: error="error during token unwrap request: secret is nil"',
    "certificate-not-exchanged",
  ],
  [
    "Envoy's listener that none of its chains fits",
    '[2026-11-21T10:00:00.000Z] "- - -" 0 NR filter_chain_not_found - "-" 0 0 0 - "-" "-" "-" "-" "-"',
    "plaintext-client-to-tls-port",
  ],
  [
    "a file of gRPC's core that OpenSSL's security level may have refused",
    "E1130 03:58:31.797417543 10051 ssl_transport_security.cc:846] Invalid cert chain file.",
    "key-not-loadable",
  ],
  [
    "the same without the reason",
    "failed to connect to all addresses; last error: UNKNOWN: ipv4:127.0.0.1:1: Failed to create security handshaker",
    "key-not-loadable",
  ],
  [
    "a deadline over a socket",
    'failed to dial "unix:///run/kv/kv.sock": context deadline exceeded',
    "silent-peer",
  ],
  [
    "a deadline below the line of a socket",
    "connecting to /run/kv/kv.sock\ncontext deadline exceeded",
    "silent-peer",
  ],
  [
    "Schannel's common algorithm",
    "curl: (35) schannel: next InitializeSecurityContext failed: SEC_E_ALGORITHM_MISMATCH (0x80090331) - The client and server cannot communicate, because they do not possess a common algorithm.",
    "no-common-cipher-suite",
  ],
  [
    "WinHTTP that could not connect",
    "System.Net.Http.WinHttpException (80072EFD, 12029): Error 12029 calling WINHTTP_CALLBACK_STATUS_REQUEST_ERROR, 'A connection with the server could not be established'.",
    "connection-refused",
  ],
  [
    "an alert that Schannel names as it names its own finding",
    "Win32Exception (0x80090326): The message received was unexpected or badly formatted.",
    "tls-client-to-plaintext-port",
  ],
  [
    "hs-tls, which calls a certificate of the future expired",
    'HandshakeFailed (Error_Protocol ("certificate has expired",True,CertificateExpired))',
    "certificate-expired",
  ],
  [
    "OpenSSL's function of a client",
    "error:1416F086:SSL routines:tls_process_server_certificate:certificate verify failed",
    "unknown-ca",
  ],
  [
    "Network.framework's word for another version, and for plaintext",
    "nw_connection failed: -9836: bad protocol version",
    "tls-client-to-plaintext-port",
  ],
  [
    "CFNetwork's code for any fault of a chain",
    "NSURLSession/NSURLConnection HTTP load failed (kCFStreamErrorDomainSSL, -9807)",
    "unknown-ca",
  ],
  [
    "an address that no certificate's name fits, in etcd's words",
    'rejected connection from "10.0.0.7:40312" (error "tls: \\"10.0.0.7\\" does not match any of DNSNames [\\"kv.internal\\"]", ServerName "", IPAddresses [], DNSNames ["kv.internal"])',
    "hostname-mismatch",
  ],
  [
    "a proxy's scheme",
    "E0000 00:00:00.000000 12 http_proxy_mapper.cc:100] 'https' scheme not supported in proxy URI",
    "http-proxy-intercept",
  ],
  [
    "rustls's wrong algorithm",
    "peer misbehaved: SignedKxWithWrongAlgorithm",
    "signature-scheme-not-offered",
  ],
  ["Envoy's time for a connection", "upstream connect timeout", "upstream-timeout"],
  [
    "nginx that speaks HTTP/1 to a server of HTTP/2",
    'upstream sent no valid HTTP/1.0 header while reading response header from upstream, request: "POST /kv.KV/Get HTTP/2.0", upstream: "http://127.0.0.1:50051/kv.KV/Get"',
    "upstream-protocol-mismatch",
  ],
  [
    "HTTP/1 from the port of a forward proxy",
    "last error: UNKNOWN: ipv4:10.8.0.4:3128: Trying to connect an http1.x server (HTTP status 403)",
    "http-proxy-intercept",
  ],
  [
    "a health check of HAProxy's that does not trust its server",
    'Aug 19 05:00:00 lb1 haproxy[7]: Server be/s1 is DOWN, reason: Layer6 invalid response, info: "SSL handshake failure (error:0A000086:SSL routines::certificate verify failed)"\nAug 19 05:00:00 lb1 haproxy[7]: backend be has no server available!',
    "upstream-certificate-rejected",
  ],
  [
    "a load balancer of Google's without a backend",
    '"statusDetails":"failed_to_pick_backend"',
    "upstream-unreachable",
  ],
  [
    "the same with a backend that it does not reach",
    '"statusDetails":"failed_to_connect_to_backend"',
    "upstream-unreachable",
  ],
  [
    "the same with one that does not answer",
    '"statusDetails":"backend_timeout"',
    "upstream-timeout",
  ],
  ["gRPC core without an address", "empty address list: ", "key-not-loadable"],
  [
    "gRPC core whose control plane names none",
    'details = "empty address list: EDS resource kv.ns: contains empty locality"',
    "name-not-resolved",
  ],
  [
    "h2's end of a connection",
    'tonic::transport::Error(Transport, hyper::Error(Io, Custom { kind: BrokenPipe, error: "stream closed because of a broken pipe" }))',
    "plaintext-client-to-tls-port",
  ],
  [
    "grpclib's end of a connection",
    "grpclib.exceptions.StreamTerminatedError: Connection lost",
    "plaintext-client-to-tls-port",
  ],
  [
    "grpclib's stream that was reset",
    "grpclib.exceptions.StreamTerminatedError: Stream reset by remote party, error_code: 2",
    "stream-reset",
  ],
  [
    "grpclib's page of somebody",
    "grpclib.exceptions.GRPCError: (<Status.UNKNOWN: 2>, \"Invalid content-type: 'text/html'\", None)",
    "content-type-not-grpc",
  ],
  [
    "curl that reads frames or an alert as HTTP/0.9",
    "curl: (1) Received HTTP/0.9 when not allowed",
    "peer-speaks-http1",
  ],
  [
    "Connect's status of something else",
    "ConnectError: [unimplemented] HTTP 404\n    at Object.validateResponse",
    "path-not-routed",
  ],
  [
    "asyncio's handshake",
    "ConnectionAbortedError: SSL handshake is taking longer than 60.0 seconds: aborting the connection",
    "handshake-stalled",
  ],
  [
    "what scanners offer, while calls are served",
    "http: TLS handshake error from 10.9.9.9:40112: tls: client offered only unsupported versions: [301]\nserved method=/kv.KV/Get code=OK",
    "no-common-version",
  ],
  [
    "SSLv2, while calls are served",
    "http: TLS handshake error from 10.9.9.9:40112: tls: unsupported SSLv2 handshake received\nserved method=/kv.KV/Get code=OK",
    "plaintext-client-to-tls-port",
  ],
  [
    "a plugin that ended while it was called",
    '[ERROR] plugin.kv: panic: assignment to entry in nil map\n[DEBUG] plugin: plugin process exited: path=kv pid=71 error="exit status 2"\n[ERROR] rpc error: code = Unavailable desc = error reading from server: EOF',
    "exited-mid-call",
  ],
  [
    "Conscrypt's chain",
    "error cause - javax.net.ssl.SSLHandshakeException: Chain validation failed",
    "unknown-ca",
  ],
  [
    "h2's frame in the words of reqwest",
    "reqwest::Error { kind: Request, source: hyper::Error(Http2, Error { kind: Proto(FRAME_SIZE_ERROR) }) }",
    "plaintext-client-to-tls-port",
  ],
  ["Kestrel's protocol", "Request protocol 'HTTP/1.1' is not supported.", "peer-speaks-http1"],
])("%s decides nothing", ([, text, first]) => {
  expect(gist(text)).toEqual([first, false]);
});

test("an HTTP/2 error of .NET that asks for HTTP/1.1", () => {
  expect(
    gist(
      "System.Net.Http.HttpProtocolException: The HTTP/2 server reset the stream. HTTP/2 error code 'HTTP_1_1_REQUIRED' (0xd). (HttpProtocolError)",
    ),
  ).toEqual(["peer-speaks-http1", true]);
});

test("gRPC core's missing address is explained by the file that it did not load", () => {
  const text =
    'ssl_transport_security.cc:886] Could not load any root certificate.\nstatus = StatusCode.UNAVAILABLE\ndetails = "empty address list"';
  const { causes, determinable } = explain([{ name: "-", text }]).diagnosis;
  expect([causes.map(({ code }) => code), determinable]).toEqual([["key-not-loadable"], true]);
});

/** Who spoke HTTP/1 to a server of HTTP/2, and what of Node's is not Envoy's. */
test.for<readonly [string, string, boolean]>([
  [
    'net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00\\x06\\x04\\x00\\x00"',
    "client",
    true,
  ],
  [
    "requests.exceptions.ConnectionError: ('Connection aborted.', BadStatusLine('\\x00\\x00\\x12\\x04\\x00'))",
    "client",
    true,
  ],
  [
    "Error: Parse Error: Expected HTTP/\n    at Socket.socketOnData {\n  code: 'HPE_INVALID_CONSTANT',\n  rawPacket: <Buffer 00 00 12 04 00>\n}",
    "client",
    true,
  ],
  ["curl: (1) Received HTTP/0.9 when not allowed", "client", false],
  ["http/1.1 protocol error: HPE_INVALID_METHOD", "between", true],
])("HTTP/1 is the %s's side", ([text, side, decided]) => {
  const [first] = explain([{ name: "-", text }]).diagnosis.causes;
  expect([first?.code, first?.side, first?.decided]).toEqual(["peer-speaks-http1", side, decided]);
});

test("a plugin without a service for its output is whole", () => {
  expect(
    gist(
      '[WARN] plugin.stdio: received EOF, stopping recv loop: err="rpc error: code = Unimplemented desc = unknown service plugin.GRPCStdio"',
    )[1],
  ).toBe(false);
  expect(gist("rpc error: code = Unimplemented desc = unknown service plugin.GRPCStdio")).toEqual([
    "undiagnosed",
    false,
  ]);
});

import { expect, test } from "vitest";
import { readText } from "../../diagnose/read-texts.ts";
import { rootReading } from "../../diagnose/root-reading.ts";
import type { Fact } from "../../domain/fact.ts";

const f2caa = "failed to connect to all addresses; last error: ";
const nce = "No connection established. Last error: ";
const core = "SSL routines:OPENSSL_internal:";
const received = (alert: string): Fact => ({ fact: "alert-received", alert });
const http1: Fact = { fact: "http1-answer", status: null };
const notTls: Fact = { fact: "first-record-not-tls", got: "unsaid" };
const noAlpn: Fact = { fact: "no-alpn-selected" };
const noScheme: Fact = { fact: "no-common-scheme" };
const handshakeClosed: Fact = { fact: "closed-in-handshake" };
const refused: Fact = { fact: "connection-refused" };
const closeWrapper: Fact = { fact: "wrapper", of: "close", status: null };
const deadline: Fact = { fact: "wrapper", of: "deadline", status: null };

/** Texts measured with grpc-go 1.85.0, grpcio 1.85.1, grpc-js 1.14.7, tonic 0.14.9, grpc-java 1.85.1. */
test.for<readonly [string, Fact]>([
  // Load errors and signature schemes.
  ["tls: failed to parse private key", { fact: "key-not-loadable", what: "key" }],
  [
    `${f2caa}UNKNOWN: Failed to create security handshaker.`,
    { fact: "key-not-loadable", what: "unsaid" },
  ],
  [
    "Failed to bind to address 127.0.0.1:1; set GRPC_VERBOSITY=debug environment variable to see detailed error message.",
    { fact: "wrapper", of: "program", status: null },
  ],
  [
    "transport error <- unexpected error: failed to parse private key as RSA, ECDSA, or EdDSA",
    { fact: "key-not-loadable", what: "key" },
  ],
  [
    "File does not contain valid private key: /k <- Neither RSA, DSA nor EC worked",
    { fact: "key-not-loadable", what: "key" },
  ],
  [
    "ServerHandshake(\"127.0.0.1:4\") failed: tls: peer doesn't support any of the certificate's signature algorithms",
    noScheme,
  ],
  [
    `Handshake failed with error SSL_ERROR_SSL: error:100000fd:${core}NO_COMMON_SIGNATURE_ALGORITHMS`,
    noScheme,
  ],
  ["tls accept error error=peer is incompatible: NoSignatureSchemesInCommon", noScheme],
  [`${f2caa}UNKNOWN: ipv4:127.0.0.1:1: Handshake read failed (Socket closed)`, handshakeClosed],
  ["UNAVAILABLE: Connection closed while performing TLS negotiation", handshakeClosed],
  // Wrong protocol.
  [
    "error reading server preface: http2: failed reading the frame payload: http2: frame too large, note that the frame header looked like an HTTP/1.1 header",
    http1,
  ],
  [
    "error reading server preface: http2: failed reading the frame payload: %!w(<nil>), note that the frame header looked like an HTTP/1.1 header",
    http1,
  ],
  [
    `${f2caa}INTERNAL: ipv4:127.0.0.1:1: Failed parsing HTTP/2 (Expected SETTINGS frame as the first frame, got frame type 80) (Trying to connect an http1.x server (HTTP status 400))`,
    { fact: "http1-answer", status: 400 },
  ],
  [
    `14 UNAVAILABLE: ${nce}Protocol error (2026-11-21T10:00:00.000Z). Resolution note: `,
    { fact: "not-http2" },
  ],
  ["h2 protocol error: http2 error <- frame with invalid size", { fact: "not-http2" }],
  [
    "INTERNAL: http2 exception <- First received frame was not SETTINGS. Hex dump for first 5 bytes: 485454502f",
    http1,
  ],
  [
    "http2 exception <- First received frame was not SETTINGS. Hex dump for first 5 bytes: 1503030002",
    { fact: "tls-record-received", record: "alert" },
  ],
  ["tls: first record does not look like a TLS handshake", notTls],
  [`${f2caa}UNAVAILABLE: error:100000f7:${core}WRONG_VERSION_NUMBER`, notTls],
  [
    `${nce}Error: 40C7:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl/record.c:354:`,
    notTls,
  ],
  ["received corrupt message of type InvalidContentType", notTls],
  [
    "io.netty.handler.ssl.NotSslRecordException: not an SSL/TLS record: 000006040000000000",
    { fact: "first-record-not-tls", got: "http2" },
  ],
  ["error reading server preface: EOF", { fact: "closed-before-settings" }],
  ["error reading server preface: unexpected EOF", { fact: "closed-before-settings" }],
  [`${f2caa}UNAVAILABLE: ipv4:127.0.0.1:1: Socket closed`, { fact: "closed" }],
  [`${nce}Failed to connect (2026-11-21T10:00:00.000Z). Resolution note: `, closeWrapper],
  ["UNAVAILABLE: Network closed for unknown reason", closeWrapper],
  ["remote error: tls: no application protocol", received("no_application_protocol")],
  [
    `error:10000460:${core}TLSV1_ALERT_NO_APPLICATION_PROTOCOL`,
    received("no_application_protocol"),
  ],
  [
    "tlsv1 alert no application protocol:../deps/openssl/rec_layer_s3.c:1605:SSL alert number 120",
    received("no_application_protocol"),
  ],
  ["received fatal alert: NoApplicationProtocol", received("no_application_protocol")],
  [
    "credentials: cannot check peer: missing selected ALPN property. If you upgraded from a grpc-go version earlier than 1.67",
    noAlpn,
  ],
  [`${f2caa}UNKNOWN: ipv4:127.0.0.1:1: Cannot check peer: missing selected ALPN property.`, noAlpn],
  ["HTTP/2 was not negotiated.", noAlpn],
  ["Failed ALPN negotiation: Unable to find compatible protocol", noAlpn],
  ["Received http2 header with status: 404", { fact: "http-status", status: 404 }],
  ["Received HTTP status code 404", { fact: "http-status", status: 404 }],
  [
    "protocol error: received message with invalid compression flag: 60 (valid flags are 0 and 1) while receiving response with status: 404 Not Found",
    { fact: "http-status", status: 404 },
  ],
  [
    "HTTP status code 404\ninvalid content-type: text/html\nheaders: x",
    { fact: "content-type", type: "text/html" },
  ],
  [
    'unexpected HTTP status code received from server: 404 (Not Found); transport: received unexpected content-type "text/html"',
    { fact: "content-type", type: "text/html" },
  ],
  ["Stream removed (Data frame with END_STREAM flag received)", { fact: "no-grpc-status" }],
  [
    "Received message larger than max (1752460652 vs 4194304)",
    { fact: "message-too-large", size: 1752460652, limit: 4194304 },
  ],
  [
    "stream terminated by RST_STREAM with error code: INTERNAL_ERROR",
    { fact: "stream-reset", code: "INTERNAL_ERROR" },
  ],
  [
    '10.0.0.9 - - [x] "PRI * HTTP/2.0" 400 157 "-" "-"',
    { fact: "http2-preface-refused", status: 400 },
  ],
  [
    "client sent invalid request while reading client request line",
    { fact: "http2-preface-refused", status: 400 },
  ],
  [
    "SSL_do_handshake() failed (SSL: error:0A0000EB:SSL routines::no application protocol)",
    { fact: "alpn-none-in-common" },
  ],
  [
    "upstream sent no valid HTTP/1.0 header while reading response header from upstream",
    { fact: "not-http2" },
  ],
  ["error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream", notTls],
  // Transport.
  [
    'connection error: desc = "transport: Error while dialing: dial tcp 127.0.0.1:1: connect: connection refused"',
    refused,
  ],
  ["Failed to connect to remote host: Connection refused", refused],
  [`${nce}connect ECONNREFUSED 127.0.0.1:1`, refused],
  ["tcp connect error <- Connection refused (os error 111)", refused],
  ["finishConnect(..) failed with error(-111): Connection refused", refused],
  ["read: connection reset by peer", { fact: "reset" }],
  ["Handshake read failed (recvmsg:Connection reset by peer (104))", { fact: "reset" }],
  [`${nce}read ECONNRESET`, { fact: "reset" }],
  ["Connection reset by peer (os error 104)", { fact: "reset" }],
  ["recvAddress(..) failed with error(-104): Connection reset by peer", { fact: "reset" }],
  ['connection error: desc = "transport: authentication handshake failed: EOF"', handshakeClosed],
  [
    "Client network socket disconnected before secure TLS connection was established",
    handshakeClosed,
  ],
  ["tls handshake eof", handshakeClosed],
  ["operation was canceled", closeWrapper],
  ["the connection is draining", { fact: "goaway", code: null, debug: null }],
  ["Stream refused by server", { fact: "stream-reset", code: "REFUSED_STREAM" }],
  ["write tcp 127.0.0.1:1->127.0.0.1:2: write: broken pipe", { fact: "broken-pipe" }],
  [
    "Bandwidth exhausted or memory limit exceeded",
    { fact: "goaway", code: "ENHANCE_YOUR_CALM", debug: null },
  ],
  ["Handshake read failed (Endpoint closing)", { fact: "timeout", of: "handshake" }],
  [
    "SslHandshakeTimeoutException: handshake timed out after 10000ms",
    { fact: "timeout", of: "handshake" },
  ],
  [
    "connection attempt timed out before receiving SETTINGS frame",
    { fact: "timeout", of: "settings" },
  ],
  ["TLS handshake timeout.", { fact: "timeout", of: "handshake" }],
  ["Timeout expired", deadline],
  ["Deadline Exceeded", deadline],
  [
    "Deadline exceeded after 3.001s,name resolution: 0.001s,metadata filters: 0.000s,wait_for_ready,Waiting for LB pick",
    { fact: "wrapper", of: "attempt", status: null },
  ],
  // Plugins and reports of users.
  ["timeout while waiting for plugin to start", { fact: "timeout", of: "plugin-start" }],
  [
    "incompatible API version with plugin. Plugin version: 9, Client versions: [1]",
    { fact: "plugin-api-version", plugin: "9", host: "[1]" },
  ],
  [
    "Unrecognized remote plugin message: \nFailed to read any lines from plugin's stdout",
    { fact: "plugin-line-missing" },
  ],
  ["fork/exec /plugins/kv: no such file or directory", { fact: "exec-failed", why: "missing" }],
  ['Failed to dial target host "localhost:1": context deadline exceeded', deadline],
  ["connection closed before server preface received", closeWrapper],
  ["remote error: tls: bad certificate", received("bad_certificate")],
  [
    "upstream connect error or disconnect/reset before headers. reset reason: connection failure",
    { fact: "wrapper", of: "attempt", status: null },
  ],
  [
    'HandleStreams received bogus greeting from client: "\\x16\\x03\\x01\\x02\\x00\\x01"',
    { fact: "tls-record-received", record: "client-hello" },
  ],
])("%s", ([text, fact]) => {
  expect(rootReading(readText(text))?.fact).toEqual(fact);
});

/** Whoever comes to a server and leaves without a word: no client that distrusts does so, it sends an alert first. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const told = (...lines: readonly string[]) => {
  const { tells, diagnosis } = explain([{ name: "-", text: `${lines.join("\n")}\n` }]);
  return [tells, diagnosis.causes[0]?.code];
};

const postgres =
  "2026-04-01 09:00:00.118 UTC [8190] LOG:  could not accept SSL connection: EOF detected";
const stunnel =
  "2026.04.01 09:00:00 LOG3[1]: SSL_accept: error:0A000126:SSL routines::unexpected eof while reading";

test.for([
  ["PostgreSQL", postgres],
  ["PostgreSQL, reset", postgres.replace("EOF detected", "Connection reset by peer")],
  ["PostgreSQL, older", postgres.replace("EOF detected", "Success")],
  ["stunnel", stunnel],
  [
    "stunnel, with its end",
    `${stunnel}\n2026.04.01 09:00:00 LOG5[1]: Connection reset/closed: 0 byte(s) sent to TLS, 0 byte(s) sent to socket`,
  ],
  [
    "MySQL",
    "[Note] Aborted connection 12 to db: 'unconnected' user: 'unauthenticated' host: '10.0.0.9' (Got an error reading communication packets)",
  ],
  [
    "MariaDB",
    "[Warning] Aborted connection 12 to db: 'unconnected' user: 'unauthenticated' host: '10.0.0.9' (This connection closed normally without authentication)",
  ],
  ["Postfix", "postfix/smtpd[12]: SSL_accept error from unknown[10.0.0.9]: lost connection"],
  [
    "nginx",
    "2026/04/01 09:00:00 [info] 7#7: *3 peer closed connection in SSL handshake while SSL handshaking, client: 10.0.0.9, server: 0.0.0.0:443",
  ],
  ["Go", "2026/04/01 09:00:00 http: TLS handshake error from 10.0.0.9:41234: EOF"],
  [
    "Go, reset",
    "2026/04/01 09:00:00 http: TLS handshake error from 10.0.0.9:41234: read tcp 10.0.0.1:8443->10.0.0.9:41234: read: connection reset by peer",
  ],
  ["rustls", "WARN serve: TLS handshake failed from 10.0.0.9:41234: tls handshake eof"],
  [
    "Netty",
    "NettyServerTransport: io.netty.handler.ssl.StacklessSSLHandshakeException: Connection closed while SSL/TLS handshake was in progress",
  ],
  ["Node", "tlsClientError Error: socket hang up"],
  [
    "gRPC's core",
    "I0401 09:00:00.1 12 chttp2_server.cc:1045] Handshaking failed: UNKNOWN: Handshake read failed (Socket closed)",
  ],
  [
    "httpd",
    "AH02008: SSL library error 1 in handshake (server kv:443): error:0A000126:SSL routines::unexpected eof while reading",
  ],
] as const)("%s", ([, line]) => {
  expect(told(line)).toEqual(["cause", "port-opened-and-closed"]);
});

test.for([
  "LOG:  connection authorized: user=kv database=kv SSL enabled (protocol=TLSv1.3)",
  "2026.04.01 09:01:00 LOG5[2]: Connection closed: 4180 byte(s) sent to TLS, 512 byte(s) sent to socket",
])("harms nobody where others are served: %s", (served) => {
  expect(told(postgres, stunnel, served)).toEqual(["healthy", "port-opened-and-closed"]);
});

test.for([
  "LOG:  connection received: user=kv",
  "2026.04.01 09:01:00 LOG5[2]: Connection closed: 0 byte(s) sent to TLS, 0 byte(s) sent to socket",
  "2026.04.01 09:01:00 LOG5[2]: Connection closed: 71 byte(s) sent to TLS, 0 byte(s) sent to socket",
])("nobody is served by %s", (line) => {
  expect(told(postgres, stunnel, line)[0]).toBe("cause");
});

test.for([
  ["no-common-version", "wrong version number"],
  ["no-common-version", "unsupported protocol"],
  ["no-common-cipher-suite", "no shared cipher"],
] as const)("PostgreSQL says of a handshake: %s by %j", ([code, reason]) => {
  expect(told(postgres.replace("EOF detected", reason))).toEqual(["cause", code]);
});

test("a server that chooses its certificate by the client's name has none", () => {
  const line = 'http: TLS handshake error from 10.0.0.9:4123: no certificate for ""';
  expect(told(line)).toEqual(["cause", "authority-rejected"]);
});

test("what a client says before it leaves is why", () => {
  const alert = postgres.replace("EOF detected", "tlsv1 alert unknown ca");
  expect(told(postgres, alert)[1]).toBe("unknown-ca");
});

/** What lines beside an error tell of it. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const told = (text: string) => {
  const [first] = explain([{ name: "-", text }]).diagnosis.causes;
  return [first?.code, first?.side, first?.decided];
};

const listing = (chain: string) => `depth=0 CN = kv.example
verify error:num=20:unable to get local issuer certificate
---
Certificate chain
${chain}
---
Verify return code: 21 (unable to verify the first certificate)`;

const leaf = " 0 s:CN = kv.example\n   i:C = US, O = Let's Encrypt, CN = R11";

test.for<readonly [string, string, string | null]>([
  ["its own certificate alone", leaf, "incomplete-chain"],
  ["an intermediate too", `${leaf}\n 1 s:CN = R11\n   i:CN = ISRG Root X1`, "unknown-ca"],
  ["one that issued itself", " 0 s:CN = kv.example\n   i:CN = kv.example", "unknown-ca"],
])("a server that sent %s", ([, chain, code]) => {
  expect(told(listing(chain))[0]).toBe(code);
});

test.for<readonly [string, string, string]>([
  [
    "names the file without it",
    "we configured cert.pem instead of fullchain.pem",
    "incomplete-chain",
  ],
  ["says that it is missing", "ops says an intermediate is missing", "incomplete-chain"],
  ["says nothing of it", "it worked last week", "unknown-ca"],
])("a chain of which somebody %s", ([, words, code]) => {
  const error =
    "Error: 14 UNAVAILABLE: No connection established. Last error: unable to verify the first certificate";
  expect(told(`${error}\n${words}`)).toEqual([
    code,
    code === "unknown-ca" ? "client" : "server",
    false,
  ]);
});

const notYet = (now: string) =>
  `rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time ${now} is before 2026-05-01T00:00:00Z"`;

test.for([
  ["2020-01-01T00:03:11Z", "client"],
  ["2020-01-01T02:03:11+02:00", "client"],
  ["2026-04-30T23:58:00Z", "server"],
])("a clock that stands at %s: the cause is on the side of the %s", ([now = "", side]) => {
  expect(told(notYet(now))).toEqual(["certificate-not-yet-valid", side, true]);
});

test.for<readonly [string, string]>([
  ["1577836800", "client"],
  ["1767225500", "server"],
])("a clock of rustls's that stands at %s: the side of the %s", ([now, side]) => {
  const text = `invalid peer certificate: certificate not valid yet: verification time ${now} (UNIX), but certificate is not valid before 1767225600`;
  const { causes } = explain([{ name: "-", text, printer: { role: "client" } }]).diagnosis;
  expect([causes[0]?.code, causes[0]?.side]).toEqual(["certificate-not-yet-valid", side]);
});

test("a root that has expired is the client's", () => {
  const text = (root: string) =>
    `depth=3 O = Example, CN = ${root}\nverify error:num=10:certificate has expired\nnotAfter=Sep 30 14:01:15 2021 GMT`;
  expect(told(text("DST Root CA X3"))).toEqual(["certificate-expired", "client", true]);
  expect(told(text("AddTrust External CA Root"))).toEqual(["certificate-expired", "client", true]);
  expect(told(text("KV Root"))).toEqual(["certificate-expired", null, true]);
});

const unread =
  "Warning: Ignoring extra certs from `/etc/pki/ca.pem`, load failed: error:80000002:system library::No such file or directory\n";

test("a file of authorities that Node could not read", () => {
  expect(told(`${unread}npm error code SELF_SIGNED_CERT_IN_CHAIN`)).toEqual([
    "trust-store-missing",
    "client",
    true,
  ]);
  expect(told(unread)[0]).toBe("undiagnosed");
  expect(told("npm error code SELF_SIGNED_CERT_IN_CHAIN")[0]).toBe("unknown-ca");
});

test("a proxy's own answer is no page of another tool's", () => {
  const answer = (body: string) =>
    `HTTP/1.1 503 Service Unavailable\nserver: envoy\n\nupstream connect error or disconnect/reset before headers. reset reason: remote connection failure, transport failure reason: ${body}`;
  expect(
    told(
      answer(
        "TLS_error:|268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end",
      ),
    ),
  ).toEqual(["upstream-protocol-mismatch", "between", true]);
  expect(
    told(
      "HTTP/1.1 503 Service Unavailable\nserver: envoy\n\nno healthy upstream\nrpc error: code = Unavailable desc = no healthy upstream",
    ),
  ).toEqual(["upstream-unreachable", "between", false]);
});

test("what a balancer's health checks open and close was not idle", () => {
  const left = "2026/06/22 10:00:00 http: TLS handshake error from 10.0.250.4:40000: EOF\n";
  expect(told(`${left}Only since the NLB is there, with TCP health checks.`)[0]).toBe(
    "port-opened-and-closed",
  );
  const reset = "rpc error: code = Unavailable desc = read: connection reset by peer\n";
  expect(told(`${reset}behind an NLB; its health checks pass, it breaks after 10 minutes`)[0]).toBe(
    "idle-drop",
  );
});

test("a handshake is of a connection that is new", () => {
  const ended = (during: string) =>
    `rpc error: code = Unavailable desc = connection error: desc = "transport: ${during}: EOF"\n(through a new NLB)`;
  expect(told(ended("error while reading"))[0]).toBe("idle-drop");
  expect(told(ended("authentication handshake failed"))[0]).not.toBe("idle-drop");
});

test.for([
  ["a call that broke", "10:15:02 call failed: read: connection reset by peer", "idle-drop"],
  [
    "a handshake that broke",
    "10:15:02 http: TLS handshake error from 10.0.0.9:41222: read: connection reset by peer",
    "port-opened-and-closed",
  ],
])("after a pause, %s", ([, line, code]) => {
  expect(told(`10:00:01 put\n${line}`)[0]).toBe(code);
});

const client =
  "client  | Error: 14 UNAVAILABLE: No connection established. Last error: Error: unable to verify the first certificate\n";
const server = (peer: string, error: string) =>
  `server  | 2026/03/05 10:00:03 http: TLS handshake error from ${peer}:51000: ${error}\n`;
const plaintext = server("172.18.0.9", "client sent an HTTP request to an HTTPS server");

test("a server's line of another peer does not outweigh what the client says itself", () => {
  const alert = server("172.18.0.3", "remote error: tls: unknown certificate authority");
  expect(told(client + alert + plaintext)).toEqual(["unknown-ca", "client", false]);
  expect(told(client + plaintext)).toEqual(["unknown-ca", "client", false]);
  expect(told(plaintext)).toEqual(["plaintext-client-to-tls-port", "client", true]);
  expect(told(`client  | Error: 14 UNAVAILABLE: read ECONNRESET\n${plaintext}`)).toEqual([
    "plaintext-client-to-tls-port",
    "client",
    true,
  ]);
});

test.for([
  "from 172.18.0.9:51000",
  "from [fd00::9]:51000",
  "client 172.18.0.9:51000",
  "client=172.18.0.9:51000",
  "client: 172.18.0.9:51000",
  "peer=172.18.0.9:51000",
  "addr=172.18.0.9:51000",
  "remote_addr=172.18.0.9:51000",
  '"remote-addr":"172.18.0.9:51000"',
])("a server's line names a peer: %s", (peer) => {
  const line = `server  | level=warn msg="TLS handshake failed" ${peer} err="client sent an HTTP request to an HTTPS server"\n`;
  expect(told(client + line)[0]).toBe("unknown-ca");
  expect(told(client + line.replace(peer, ""))[0]).toBe("plaintext-client-to-tls-port");
});

const failing = (component: string) =>
  `2026-02-01T08:00:01Z WARN  ${component}: rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate has expired or is not yet valid: current time 2026-02-01T08:00:01Z is after 2026-02-01T00:00:00Z"\n`;
const works = "2026-02-01T08:01:01Z INFO  poll: ok rows=120\n";

const tells = (text: string) => explain([{ name: "-", text }]).tells;

test("what a component says of its work later closes its own fault", () => {
  expect(tells(failing("poll") + works)).toBe("over");
  expect(tells(failing("push") + works)).toBe("cause");
  expect(tells(works + failing("poll"))).toBe("cause");
  expect(tells(failing("poll") + works + failing("poll"))).toBe("cause");
  expect(tells(failing("poll") + works.replace("ok", "not ok"))).toBe("cause");
});

test.for([
  "okay",
  "succeeded",
  "done",
  "completed",
  "complete",
  "finished",
  "synced",
  "sent",
  "delivered",
  "pushed",
  "received",
  "healthy",
  "served",
  "flushed",
])("a component's work is %s", (done) => {
  expect(tells(failing("poll") + works.replace("ok", done))).toBe("over");
});

test.for([
  "the server is missing an intermediate",
  "we forgot intermediates there",
  "the intermediate is not sent",
  "cert.pem had to be fullchain.pem",
  "use fullchain.pem and not cert.pem",
])("somebody who knows says that an intermediate certificate is missing: %s", (words) => {
  expect(told(`x509: certificate signed by unknown authority\n${words}`)[0]).toBe(
    "incomplete-chain",
  );
});

const containers = (
  status: string,
) => `rpc error: code = Unavailable desc = error reading from server: EOF

$ docker ps -a
CONTAINER ID   IMAGE     COMMAND   CREATED       STATUS                     NAMES
3c1d2f0a9b7e   kv:1.4    "/kv"     2 hours ago   ${status}   kv`;

test.for<readonly [string, string, string | null]>([
  ["Exited (137) 3 minutes ago", "out-of-memory", "server"],
  ["Exited (139) 3 minutes ago", "exited-mid-call", "server"],
  ["Up 2 hours                ", "reset-by-intermediary", "between"],
])("a list of containers with one that is %s", ([status, code, side]) => {
  expect(told(containers(status))).toEqual([code, side, false]);
});

test.for([
  ["grpcurl -plaintext -d '{}' kv.example:443 kv.KV/Get", "plaintext-client-to-tls-port"],
  ["grpcurl -d '{}' kv.example:443 kv.KV/Get", "deadline-exceeded"],
])("a dial that ran out of time, as %s", ([command, code]) => {
  const failed = 'Failed to dial target host "kv.example:443": context deadline exceeded';
  expect(told(`$ ${command}\n${failed}`)[0]).toBe(code);
});

test.for<readonly [string, string]>([
  ["plugin.kv_v1.2", "exited-mid-call"],
  ["provider.terraform-provider-kv", "exited-mid-call"],
  ["other.kv", "reset-by-intermediary"],
])("a panic that a host passes on as %s", ([name, code]) => {
  const lost = 'error="rpc error: code = Unavailable desc = error reading from server: EOF"';
  expect(told(`[DEBUG] ${name}: panic: no such row\n[ERROR] x: ${lost}`)[0]).toBe(code);
});

test("a fatal error of a plugin's runtime, which its host passes on", () => {
  const lost = "rpc error: code = Unavailable desc = error reading from server: EOF";
  expect(told(`[DEBUG] plugin.kv: fatal error: all is lost\n${lost}`)[0]).toBe("exited-mid-call");
});

test.for([
  "Failed to read any lines from plugin's stdout",
  "error starting: plugin exited before we could connect",
])("a plugin that did not come up had no call under way: %s", (said) => {
  const text = `[DEBUG] plugin.kv: panic: no such row\n${said}\nrpc error: code = Unavailable desc = transport is closing`;
  const codes = explain([{ name: "-", text }]).diagnosis.causes.map(({ code }) => code);
  expect(codes).not.toContain("exited-mid-call");
});

test("a plugin that exited with an error while its host's call was closed", () => {
  const exited = 'plugin process exited: path=/opt/kv pid=71 error="exit status 2"';
  const closed = "rpc error: code = Unavailable desc = transport is closing";
  expect(told(`${exited}\n${closed}`)[0]).toBe("exited-mid-call");
});

test.for([
  ["runs for a while without any request", "idle-drop"],
  ["runs for some time without traffic", "idle-drop"],
  ["runs for a while without errors", "reset-by-intermediary"],
])("a connection that is lost where a program %s", ([words, code]) => {
  expect(told(`It ${words}:\nstatus = StatusCode.UNAVAILABLE\ndetails = "Socket closed"`)[0]).toBe(
    code,
  );
});

test("hyper's pool reuses connections that were idle", () => {
  const reused =
    'DEBUG hyper_util::client::legacy::pool: reuse idle connection for ("http", api:8080)';
  const failed = "ERROR edge: transport error\nCaused by:\n    0: HTTP/2 was not negotiated.";
  expect(told(`${reused}\n${failed}`)[0]).toBe("alpn-not-negotiated");
});

test("a host that makes its own certificate had one", () => {
  const refused =
    "ssl_transport_security.cc:1781] Handshake failed with error SSL_ERROR_SSL: error:100000c0:SSL routines:OPENSSL_internal:PEER_DID_NOT_RETURN_A_CERTIFICATE";
  expect(told(refused)[0]).toBe("client-certificate-missing");
  expect(told(`[DEBUG] plugin: configuring client automatic mTLS\n${refused}`)).toEqual([
    "client-certificate-withheld",
    "client",
    false,
  ]);
});

test("a plugin that was killed because it did not come up", () => {
  const text =
    '[ERROR] provider: plugin process exited: plugin=/opt/kv id=771 error="signal: killed"\nError: Failed to load plugin schemas: failed to instantiate provider "kv": timeout while waiting for plugin to start';
  const codes = explain([{ name: "-", text }]).diagnosis.causes.map(({ code }) => code);
  expect(codes[0]).toBe("start-timeout");
  expect(codes).not.toContain("exited-mid-call");
});

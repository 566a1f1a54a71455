/** What programs that do the handshake by themselves come to, and what is no good end of theirs. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const told = (...lines: readonly string[]) => {
  const { tells, diagnosis } = explain([{ name: "-", text: `${lines.join("\n")}\n` }]);
  return [tells, ...diagnosis.causes.map(({ code, decided }) => `${decided ? "*" : ""}${code}`)];
};

const socat = (words: string) => `2026/04/01 09:00:00 socat[77] ${words}`;
const connected = socat("N successfully connected from local address AF=2 10.0.0.9:41002");

test("a name that socat does not find in a certificate", () => {
  const mismatch = socat(
    'E certificate is valid but its commonName does not match hostname "kv.internal"',
  );
  expect(told(connected, mismatch, socat("N exit(1)"))).toEqual([
    "cause",
    "*hostname-mismatch",
    "wrong-endpoint",
  ]);
});

test.for([
  [connected],
  [connected, socat("E something that nobody knows")],
  [connected, socat("F something that nobody knows")],
])("a connection of TCP is no good end: %s", (lines) => {
  const visit = "TLS handshake failed with error EOF server=Orderer remoteaddress=10.0.0.9:41002";
  expect(told(visit, ...lines).slice(0, 2)).toEqual(["cause", "port-opened-and-closed"]);
  expect(told(...lines)).toEqual(["nothing", "undiagnosed"]);
});

test.for([socat("E something that nobody knows"), socat("F unknown"), "exit(1)"])(
  "nor is anything before %s",
  (end) => {
    const good = "kv: apply completed successfully";
    expect(told(good)[0]).toBe("healthy");
    expect(told(good, end)[0]).toBe("nothing");
    expect(told(end, good)[0]).toBe("healthy");
  },
);

test.for(["0", "3"])("nor anything before a line of journald's priority %s", (priority) => {
  const line = (level: string, words: string) =>
    JSON.stringify({ SYSLOG_IDENTIFIER: "kv", PRIORITY: level, MESSAGE: words });
  const good = line("6", "apply completed successfully");
  expect(told(good, line("4", "something that nobody knows"))[0]).toBe("healthy");
  expect(told(good, line(priority, "something that nobody knows"))[0]).toBe("nothing");
});

test("a certificate without a SPIFFE ID is another endpoint's", () => {
  const line =
    'connection error: desc = "transport: authentication handshake failed: x509svid: could not get leaf SPIFFE ID: certificate contains no URI SAN"';
  expect(told(line)).toEqual([
    "cause",
    "wrong-endpoint",
    "tls-interception",
    "no-subject-alt-name",
  ]);
});

test.for([
  "envoy client\t[source/common/http/codec_client.cc:91]",
  "envoy pool\t[source/common/http/conn_pool_base.cc:265]",
  "envoy\t[source/common/conn_pool/conn_pool.cc:12]",
  "envoy\t[source/common/http/codec_client.cc:91]",
  "envoy client\t[x]",
  "envoy pool\t[x]",
])("a certificate that Envoy refuses is its upstream's: %s", (component) => {
  const line = `2026-04-01T09:00:00Z\tdebug\t${component} [C7] client disconnected, failure reason: TLS error: 268435581:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED`;
  expect(told(line).slice(0, 2)).toEqual(["cause", "upstream-certificate-rejected"]);
  expect(told(line.replace(component, "envoy connection\t[x]"))[1]).toBe("unknown-ca");
});

/** Which end prints, by what a program or the heading above says of it. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const sides = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).diagnosis.causes.map(
    ({ code, decided }) => `${code}${decided ? "!" : ""}`,
  );

const unverified = "OpenSSL Error[0]: error:0A000086:SSL routines::certificate verify failed";
const refused = "OpenSSL Error[0]: error:0A000418:SSL routines::tlsv1 alert unknown ca";

test.for([
  ["a heading", "--- broker log ---"],
  ["a heading in bold", "**Broker:**"],
  ["it starts", "1796000000: mosquitto version 2.0.18 starting"],
  ["it was connected to", "1796000000: New connection from 10.0.0.7:41222 on port 8883."],
] as const)("a broker does not verify its client: %s", ([, line]) => {
  expect(sides(line, unverified)[0]).toBe("client-certificate-untrusted");
});

test.for([
  ["a heading", "== subscriber =="],
  ["a producer's", "# producer output"],
  ["it connects", "Client shop-7 sending CONNECT"],
] as const)("a client is refused: %s", ([, line]) => {
  expect(sides(line, refused)[0]).toBe("client-certificate-untrusted!");
});

test.for([
  ["nobody says", "some lines"],
  ["a client does not verify", "== consumer =="],
] as const)("not a client's certificate: %s", ([, line]) => {
  expect(sides(line, unverified)[0]).toBe("unknown-ca");
});

const notTls = "tls: first record does not look like a TLS handshake";

test.for([
  ["of who came", "handshake with 172.19.0.4:51000: ", "plaintext-client-to-tls-port"],
  [
    "of who came by IPv6",
    "handshake failed for peer [::1]:40112: ",
    "plaintext-client-to-tls-port",
  ],
  [
    "of who came, as a field",
    'remote-addr="10.0.3.19:41822" error=',
    "plaintext-client-to-tls-port",
  ],
  [
    "of who came, in quotes",
    'rejected connection from "10.0.3.19:41822" (error ',
    "plaintext-client-to-tls-port",
  ],
  ["of whom it went to, as a field", "peer=10.0.3.19:50051 error=", "tls-client-to-plaintext-port"],
  ["of whom it went to", "handshake with 172.19.0.4:9443: ", "tls-client-to-plaintext-port"],
] as const)("a port tells whether a peer is one %s", ([, before, code]) => {
  expect(sides(`[W] ${before}${notTls}`)[0]?.replace("!", "")).toBe(code);
});

test.for(["client", "host", "publisher", "subscriber", "producer", "consumer"])(
  "what stands under the heading %s is a client's",
  (name) => {
    const text = `${name} log:\nx509: certificate signed by unknown authority\n`;
    const { causes } = explain([{ name: "-", text }]).diagnosis;
    expect(causes.map(({ code }) => code)).not.toContain("client-certificate-untrusted");
  },
);

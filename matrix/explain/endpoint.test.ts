import { expect, test } from "vitest";
import { socketIn } from "./endpoint.ts";
import { explain } from "./explain.ts";
import { readTextMatches } from "./read-text-matches.ts";

const next = (text: string) => explain([{ name: "-", text }]).diagnosis.nextCheck ?? "";

/** What the check that comes next is told to dial. */
test.for<readonly [string, string, string]>([
  [
    "whom a name was asked of",
    'tls: "10.9.0.13" does not match any of DNSNames ["etcd-3.example"] (lookup etcd-3.example on 10.9.0.1:53: no such host)',
    "<host:port>",
  ],
  [
    "a file of Erlang's",
    "TLS server: In state wait_cert at ssl_handshake.erl:2136 generated SERVER ALERT: Fatal - Certificate Expired",
    "<host:port>",
  ],
  [
    "a peer that was dialled",
    'Get "https://kv.example:8443/x": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    "kv.example:8443",
  ],
])("%s", ([, text, address]) => {
  expect(next(text)).toContain(`handshake-matrix probe ${address}`);
});

const unknown = "tls: failed to verify certificate: x509: certificate signed by unknown authority";
const lines = (count: number) => "nothing of it\n".repeat(count);

test.for<readonly [string, string, string]>([
  ["in its own line", `call to cart:8443 ok\ncall to ledger:9443: ${unknown}`, "ledger:9443"],
  [
    "near it, and not farther off",
    `call to cart:8443 ok\n${lines(8)}dial ledger:9443\n${lines(2)}${unknown}`,
    "ledger:9443",
  ],
  ["within twenty lines", `dial cart:8443\n${lines(19)}${unknown}`, "cart:8443"],
  ["too far from it to be of it", `dial cart:8443\n${lines(20)}${unknown}`, "<host:port>"],
])("an address %s", ([, text, address]) => {
  expect(next(text)).toContain(`handshake-matrix probe ${address}`);
});

test.for<readonly [string, string]>([
  ["after a space", "server on /run/buildkit/buildkitd.sock: connect: connection refused"],
  ["in quotes", 'Addr: "/run/buildkit/buildkitd.sock": connect: connection refused'],
  ["by its scheme", "dial unix:///run/buildkit/buildkitd.sock: connect: connection refused"],
  ["behind its network", "dial unix /run/buildkit/buildkitd.sock: connect: connection refused"],
])("the path of a socket %s is whole", ([, text]) => {
  expect(socketIn([readTextMatches({ name: "-", text })])).toBe("/run/buildkit/buildkitd.sock");
});

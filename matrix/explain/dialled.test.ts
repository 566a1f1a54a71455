import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const nextOf = (...lines: readonly string[]) =>
  explain([{ name: "-", text: lines.join("\n") }]).diagnosis.nextCheck ?? "";

const alert = (address: string) =>
  `[WARN] provider.kv: error: rpc error: code = Unavailable desc = connection error: desc = "transport: authentication handshake failed: remote error: tls: handshake failure" target=${address}`;
const starts = "[DEBUG] provider: starting plugin: path=/opt/kv/provider-kv args=[]";

test.for<readonly [string, readonly string[], string]>([
  [
    "a plugin on loopback",
    [starts, alert("127.0.0.1:12345")],
    "handshake-matrix tap -- /opt/kv/provider-kv, started by the host in the plugin's place",
  ],
  [
    "a plugin on a socket",
    [starts, alert("/tmp/plugin123.sock")],
    "handshake-matrix tap -- /opt/kv/provider-kv, started by the host in the plugin's place",
  ],
  [
    "a plugin without its path",
    [alert("127.0.0.1:12345"), "Error: Failed to load plugin schemas"],
    "handshake-matrix tap -- <plugin>, started by the host in the plugin's place",
  ],
  [
    "a plugin's own service",
    ["[ERROR] plugin.stdio: stream closed", alert("127.0.0.1:12345")],
    "handshake-matrix tap -- <plugin>, started by the host in the plugin's place",
  ],
  [
    "a plugin on loopback by its name",
    [starts, alert("localhost:12345")],
    "handshake-matrix tap -- /opt/kv/provider-kv, started by the host in the plugin's place",
  ],
  [
    "a plugin on loopback of IPv6",
    [starts, alert("[::1]:12345")],
    "handshake-matrix tap -- /opt/kv/provider-kv, started by the host in the plugin's place",
  ],
  [
    "what a plugin itself dials",
    [starts, alert("kv.example.net:8443")],
    "handshake-matrix probe kv.example.net:8443",
  ],
  ["no plugin", [alert("127.0.0.1:12345")], "handshake-matrix probe 127.0.0.1:12345"],
])("next, of %s", ([, lines, next]) => {
  expect(nextOf(...lines).slice(0, next.length)).toBe(next);
});

test("a path is no more than a path", () => {
  const next = nextOf("[DEBUG] provider: starting plugin: path=/p/x;rm$(id)", alert("127.0.0.1:1"));
  expect(next).toMatch(/^handshake-matrix tap -- \/p\/x, /);
});

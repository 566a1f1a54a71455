import { expect, test } from "vitest";
import { parseCellId } from "../run/axes/cell-id.ts";
import { unsupportedFact } from "./unsupported-fact.ts";

const fact = "grpcio has no Python API that limits the TLS version";

test.for([
  ["go/python/tls/p256/tls=1.2", `listener tls/p256: tlsVersion 1.2: ${fact}`, fact],
  ["go/python/auto-mtls/p256/tls=1.3", `listener auto-mtls: tlsVersion 1.3: ${fact}`, fact],
  ["go/python/tls/p256/group=x25519", "listener tls/p256: group x25519: no API", "no API"],
  ["go/go/none/transport=unix", 'listener none: transport "unix": no API', "no API"],
  // What is not the cell's is a fact.
  ["go/python/tls/p256/tls=1.2", `listener tls/p384: tlsVersion 1.2: ${fact}`, null],
  ["go/python/tls/p256", "grpcio reads no Ed25519 key", null],
  ["go/python/tls/p256", "key: p256: cannot be read", null],
  // The last part stays, whatever it is.
  ["go/python/tls/p256", "listener tls/p256", null],
  ["go/python/tls/p256", "", null],
] as const)("of %s: %s", ([id, reason, left]) => {
  expect(unsupportedFact(parseCellId(id), reason)).toBe(left ?? reason);
});

import { expect, test } from "vitest";
import { formatCellId, parseCellId } from "./cell-id.ts";

test.for([
  "go/python/none",
  "go/python/none/transport=unix",
  "python/go/tls/p384",
  "python/go/auto-mtls/p384",
  "go/python/auto-mtls/p521-p384",
  "go:stock/node/auto-mtls/p521-p384",
  "node/go/mtls/rsa2048/tls=1.2/group=secp384r1/transport=unix",
  "node/go/tls/p256/server-cert=expired",
  "go/python/mtls/p256/server-cert=wrong-name/client-cert=absent",
  "go@1.66.3/go/tls/p256/route=nginx-grpc",
  "go/python/none/route=nginx-stream",
  "node/go/mtls/p256/tls=1.2/route=haproxy-tcp/server-cert=expired",
])("an id reads back as itself: %s", (id) => {
  const cell = parseCellId(id);
  expect(formatCellId(cell)).toBe(id);
  expect(cell.id).toBe(id);
});

test("the parts of an id are the coordinates", () => {
  expect(parseCellId("go/python/auto-mtls/p521-p384/tls=1.3")).toEqual({
    id: "go/python/auto-mtls/p521-p384/tls=1.3",
    client: "go",
    server: "python",
    mode: "auto-mtls",
    clientKey: "p521",
    serverKey: "p384",
    tlsVersion: "1.3",
    group: null,
    transport: "tcp",
    route: "direct",
    serverCertificate: null,
    clientCertificate: null,
    behaviour: null,
  });
});

test("tls has the server's key type only", () => {
  expect(parseCellId("go/go/tls/p256")).toMatchObject({ clientKey: null, serverKey: "p256" });
});

test.for([
  ["go", '"go" is not a cell id; one reads python/go/auto-mtls/p384'],
  ["go/go/ssl", 'unknown mode "ssl"; it can be none, tls, mtls, auto-mtls'],
  ["go/go/tls", 'cell id "go/go/tls": mode tls needs a key type, as in go/go/tls/p256'],
  ["go/go/none/p256", 'cell id "go/go/none/p256": mode none has no key types'],
  [
    "go/go/tls/p999",
    'unknown key type "p999"; it can be p256, p384, p521, rsa2048, rsa3072, rsa4096, ed25519, mldsa65',
  ],
  [
    "go/go/tls/p256-p384",
    'cell id "go/go/tls/p256-p384": "p256-p384" is not the server\'s key type',
  ],
  ["go/go/tls/p256/tls=1.1", 'unknown TLS version "1.1"; it can be 1.2, 1.3'],
  [
    "go/go/tls/p256/proxy=nginx",
    'cell id "go/go/tls/p256/proxy=nginx": unknown axis "proxy=nginx"; axes are tls, group, transport, route, server-cert, client-cert',
  ],
  [
    "go/go/tls/p256/tls=1.2/tls=1.3",
    'cell id "go/go/tls/p256/tls=1.2/tls=1.3": axis tls stands twice',
  ],
  ["go/go/none/tls=1.2", 'cell id "go/go/none/tls=1.2": mode none has no TLS version and no group'],
  [
    "go/go/auto-mtls/p256/server-cert=expired",
    'cell id "go/go/auto-mtls/p256/server-cert=expired": server-cert goes with the modes tls and mtls',
  ],
  [
    "go/go/tls/p256/client-cert=absent",
    'cell id "go/go/tls/p256/client-cert=absent": client-cert goes with mode mtls',
  ],
  [
    "go/go/tls/p256/route=Nginx",
    'cell id "go/go/tls/p256/route=Nginx": "Nginx" is no name of a route, such as nginx-grpc',
  ],
  [
    "go/go/auto-mtls/p256/route=nginx-grpc",
    'cell id "go/go/auto-mtls/p256/route=nginx-grpc": route goes with the modes none, tls and mtls, over tcp',
  ],
  [
    "go/go/tls/p256/transport=unix/route=nginx-grpc",
    'cell id "go/go/tls/p256/transport=unix/route=nginx-grpc": route goes with the modes none, tls and mtls, over tcp',
  ],
] as const)("a wrong id is answered with what would be right: %s", ([id, sentence]) => {
  expect(() => parseCellId(id)).toThrow(sentence);
});

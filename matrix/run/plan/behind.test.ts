import { expect, test } from "vitest";
import type { Route, RouteTls } from "../../domain/route.ts";
import { parseCellId } from "../axes/cell-id.ts";
import { behind, routeOf } from "./behind.ts";

const route = (name: string, tls: RouteTls): Route => ({
  name,
  title: name,
  check: [],
  install: "",
  build: [],
  folder: "/r",
  buildFolder: "/b",
  argv: [],
  tls,
  modes: ["tls", "mtls"],
  alpn: [],
  configuration: null,
  configurationFile: "configuration",
  log: null,
  ready: null,
});
const routes = [
  route("hands-on", "passthrough"),
  route("ends", "terminate"),
  route("begins-anew", "reencrypt"),
];

test.for([
  ["go/go/mtls/p384", { mode: "mtls", serverKey: "p384", serverCertificate: null }],
  [
    "go/go/mtls/p384/route=hands-on/server-cert=expired",
    { mode: "mtls", serverKey: "p384", serverCertificate: "expired" },
  ],
  [
    "go/go/mtls/p384/route=ends/server-cert=expired",
    { mode: "none", serverKey: null, serverCertificate: null },
  ],
  [
    "go/go/tls/p384/route=begins-anew/server-cert=expired",
    { mode: "tls", serverKey: "p384", serverCertificate: null },
  ],
] as const)("the server of %s listens for", ([id, listened]) => {
  const cell = parseCellId(id);
  expect(behind(cell, routeOf(cell, routes))).toEqual({ ...cell, ...listened });
});

import { expect, test } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import type { RunPki } from "../pki/run-pki.ts";
import { serverPlans } from "../plan/plan.ts";
import type { ProcessFolder } from "./process-folder.ts";
import { serverConfigs } from "./server-configs.ts";

const pki = {
  ca: "ca.crt",
  server: async (keyType: string, fault: string | null = null) => {
    const name = [keyType, fault].filter((part) => part !== null).join("-");
    return { certificate: `${name}.crt`, key: `${name}.key` };
  },
} as unknown as Pick<RunPki, "server" | "ca">;

const own = { copyOf: (file: string) => `own/${file}` } as ProcessFolder;

const configs = serverConfigs(pki, { socket: (name) => `sockets/${name}` });

const tcp = { network: "tcp", address: "127.0.0.1:0" };
const sound = { certificate: "own/p256.crt", key: "own/p256.key" };

test.for([
  ["go/go/none", { id: "none", mode: "none", ...tcp }],
  [
    "go/go/none/transport=unix",
    { id: "none", mode: "none", network: "unix", address: "sockets/kv.sock" },
  ],
  ["go/go/tls/p256", { id: "tls/p256", mode: "tls", ...tcp, ...sound }],
  ["go/go/mtls/p256", { id: "mtls/p256", mode: "mtls", ...tcp, ...sound, clientCa: "own/ca.crt" }],
  [
    "go/go/tls/p256/server-cert=expired",
    {
      id: "tls/p256/expired",
      mode: "tls",
      ...tcp,
      certificate: "own/p256-expired.crt",
      key: "own/p256-expired.key",
    },
  ],
  [
    "go/go/tls/p256/tls=1.2/group=x25519",
    { id: "tls/p256", mode: "tls", ...tcp, ...sound, tlsVersion: "1.2", group: "x25519" },
  ],
] as const)("a listener for %s", async ([id, config]) => {
  const [server] = serverPlans([parseCellId(id)]);
  const [listener] = server?.listeners ?? [];
  if (!server || !listener) throw new Error("no server is planned");
  expect(await configs.listener(server, listener, own)).toEqual(config);
});

test("a listener in the clear is not limited, though another of its server is", async () => {
  const [server] = serverPlans([parseCellId("go/go/tls/p256/tls=1.2")]);
  if (!server) throw new Error("no server is planned");
  const clear = { id: "none", mode: "none", serverKey: null, serverCertificate: null } as const;
  expect(await configs.listener(server, clear, own)).toEqual({ id: "none", mode: "none", ...tcp });
});

test.for([
  ["go/go/auto-mtls/p256", tcp],
  ["go/go/auto-mtls/p256/transport=unix", { network: "unix", address: "sockets/kv.sock" }],
  [
    "go/go/auto-mtls/p256/tls=1.3/group=secp256r1",
    { ...tcp, tlsVersion: "1.3", group: "secp256r1" },
  ],
] as const)("a plugin of %s has a key, and makes its certificate itself", async ([id, rest]) => {
  expect(JSON.parse(await configs.plugin(parseCellId(id), own))).toEqual({
    endOnStdinEof: false,
    listeners: [
      { id: "auto-mtls", mode: "auto-mtls", keyType: "p256", key: "own/p256.key", ...rest },
    ],
  });
});

test("a plugin of a behaviour listens where go-plugin would, in the clear over a key that nobody uses", async () => {
  const wish = { listens: "as go-plugin does", protocolVersions: [2, 3] } as const;
  const config = await configs.plugin(parseCellId("go/go/none"), own, wish);
  expect(JSON.parse(config)).toEqual({
    endOnStdinEof: false,
    listeners: [
      {
        id: "auto-mtls",
        mode: "auto-mtls",
        network: "unix",
        protocolVersions: [2, 3],
        keyType: "p256",
        key: "own/p256.key",
      },
    ],
  });
});

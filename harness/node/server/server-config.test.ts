import { expect, test } from "vitest";
import { InvalidField } from "../contract/json-fields.ts";
import { Unsupported } from "../contract/unsupported.ts";
import { readServerConfig } from "./server-config.ts";

const tls = {
  id: "a",
  mode: "tls",
  network: "tcp",
  address: "127.0.0.1:0",
  certificate: "/c",
  key: "/k",
};
const plugin = {
  id: "p",
  mode: "auto-mtls",
  network: "tcp",
  address: "127.0.0.1:0",
  keyType: "p384",
  key: "/k",
};

const read = (...listeners: readonly object[]) => readServerConfig(JSON.stringify({ listeners }));

test("without a configuration it is a plugin with its own choice of key", () => {
  expect(readServerConfig(undefined)).toEqual({
    endOnStdinEof: false,
    run: {
      kind: "plugin",
      listener: {
        endpoint: { network: "tcp", address: "127.0.0.1:0" },
        protocolVersions: [1],
        knobs: { tlsVersion: undefined, group: undefined },
        own: undefined,
      },
    },
  });
});

test("auto-mtls makes a plugin over the key that is handed in", () => {
  const { run } = read(plugin);
  expect(run).toMatchObject({ kind: "plugin", listener: { own: { keyType: "p384", key: "/k" } } });
});

test("a plugin without an address listens where go-plugin would, and can have several versions", () => {
  const { address: _, ...chosen } = plugin;
  const { run } = read({ ...chosen, network: "unix", protocolVersions: [2, 3] });
  expect(run).toMatchObject({ listener: { endpoint: undefined, protocolVersions: [2, 3] } });
  expect(() => read({ ...chosen, network: "tcp" })).toThrow(InvalidField);
});

test("listeners keep their order, files and knobs", () => {
  const { run, endOnStdinEof } = readServerConfig(
    JSON.stringify({
      endOnStdinEof: true,
      listeners: [
        { ...tls, tlsVersion: "1.2", group: "secp256r1" },
        {
          ...{ id: "b", mode: "none", network: "unix", address: "/s" },
          ...{ maxConcurrentStreams: 1, maxConnectionAgeMs: 500, keepaliveMs: 1000 },
        },
        { ...tls, id: "c", mode: "mtls", clientCa: "/ca", tlsVersion: "1.3" },
      ],
    }),
  );
  const noKnobs = { tlsVersion: undefined, group: undefined };
  expect(endOnStdinEof).toBe(true);
  expect(run).toEqual({
    kind: "standalone",
    listeners: [
      { ...tls, knobs: { tlsVersion: "TLSv1.2", group: "P-256" }, connections: {} },
      {
        ...{ id: "b", mode: "none", network: "unix", address: "/s", knobs: noKnobs },
        connections: {
          "grpc.max_concurrent_streams": 1,
          "grpc.max_connection_age_ms": 500,
          "grpc.keepalive_time_ms": 1000,
        },
      },
      {
        ...tls,
        id: "c",
        mode: "mtls",
        clientCa: "/ca",
        knobs: { ...noKnobs, tlsVersion: "TLSv1.3" },
        connections: {},
      },
    ],
  });
});

test.for([
  { knob: "mode", listener: { ...tls, mode: "spiffe" } },
  { knob: "network", listener: { ...tls, network: "vsock" } },
  { knob: "tlsVersion", listener: { ...tls, tlsVersion: "1.1" } },
  { knob: "group", listener: { ...tls, group: "brainpoolP256r1" } },
  { knob: "keyType", listener: { ...plugin, keyType: "dsa1024" } },
])("an unknown $knob is unsupported, and named", ({ knob, listener }) => {
  expect(() => read(listener)).toThrow(Unsupported);
  expect(() => read(listener)).toThrow(new RegExp(`^${knob}: `));
});

test.for([
  { name: "no key", listeners: [{ ...tls, key: undefined }], error: InvalidField },
  { name: "mtls without clientCa", listeners: [{ ...tls, mode: "mtls" }], error: InvalidField },
  { name: "a number for a path", listeners: [{ ...tls, key: 1 }], error: InvalidField },
  { name: "no listener", listeners: [], error: Error },
  { name: "auto-mtls among others", listeners: [tls, plugin], error: Error },
])("$name is refused, and not as unsupported", ({ listeners, error }) => {
  expect(() => read(...listeners)).toThrow(error);
  expect(() => read(...listeners)).not.toThrow(Unsupported);
});

test("what is not JSON is refused", () => {
  expect(() => readServerConfig("{")).toThrow(SyntaxError);
});

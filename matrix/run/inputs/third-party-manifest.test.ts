import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { Misuse } from "../../domain/misuse.ts";
import { places as root } from "../../places.ts";
import { parseManifest } from "./manifest.ts";

const places = {
  folder: "/t/p",
  buildFolder: (id: string) => `/b/${id.replace(":", "+")}`,
  node: "/bin/node24",
  proto: "/proto",
  cores: 4,
};
const parsed = (text: string) => parseManifest(text, "p/implementation.yaml", places);

const common = `id: p
title: a program of others
toolchain: []
versions:
  command: ["{build}/p", --version]
  stack: { p: p }
  runtime: { Go: go }
  tls: { crypto/tls: go }
`;
const program = {
  id: "p",
  language: "p",
  title: "a program of others",
  folder: "/t/p",
  toolchain: [],
  build: [],
  buildFolder: "/b/p",
  written: [],
  program: [],
  library: null,
  debug: {},
};
const versions = {
  command: ["/b/p/p", "--version"],
  stack: { p: "p" },
  runtime: { Go: "go" },
  tls: { "crypto/tls": "go" },
};

test("a plugin is a server alone", () => {
  const [plugin, ...others] = parsed(`${common}kind: plugin
plugin: ["{build}/p"]
environment: { COOKIE: yes-it-is, FILE: "{folder}/f" }
keyType: p521
shows: [health, shutdown]
`);
  expect([plugin, others]).toEqual([
    {
      ...program,
      server: ["/b/p/p"],
      client: null,
      thirdParty: {
        kind: "plugin",
        environment: { COOKIE: "yes-it-is", FILE: "/t/p/f" },
        protocolVersion: 1,
        keyType: "p521",
        shows: { client: [], server: ["health", "shutdown"] },
        versions,
      },
    },
    [],
  ]);
});

test("a server and a client of gRPC, words of each process's own kept", () => {
  const [grpc] = parsed(`${common}kind: grpc
server:
  argv: ["{build}/s", "--listen={address}"]
  modes: { none: [], mtls: ["--cert={certificate}", "--config={folder}/c"] }
  keyTypes: [p256]
  health: ""
  call: { path: /a.b.S/M, request: CgFr, response: "" }
client:
  argv: ["{build}/c", "{address}"]
  modes: { tls: ["--ca={ca}"] }
  path: /a.b.S/M
  prints: done
`);
  expect(grpc).toEqual({
    ...program,
    server: ["/b/p/s", "--listen={address}"],
    client: ["/b/p/c", "{address}"],
    thirdParty: {
      kind: "grpc",
      environment: {},
      server: {
        modes: { none: [], mtls: ["--cert={certificate}", "--config=/t/p/c"] },
        keyTypes: ["p256"],
        health: "",
        call: { path: "/a.b.S/M", request: "CgFr", response: "" },
      },
      client: { modes: { tls: ["--ca={ca}"] }, cases: [], path: "/a.b.S/M", prints: "done" },
      shows: { client: ["exit"], server: ["health", "call"] },
      versions,
    },
  });
});

test("the least of a server, and of a client", () => {
  const [server] = parsed(
    `${common}kind: grpc\nserver: { argv: [s], modes: { none: [] }, call: { path: /s.S/M } }\n`,
  );
  expect([server?.client, server?.thirdParty]).toMatchObject([
    null,
    {
      client: null,
      server: { health: null, call: { request: "", response: null } },
      shows: { client: [], server: ["call"] },
    },
  ]);
  const [client] = parsed(
    `${common}kind: grpc\nclient: { argv: [c], modes: { tls: [] }, path: /s.S/M }\n`,
  );
  expect([client?.server, client?.thirdParty]).toMatchObject([
    null,
    { server: null, client: { prints: "" }, shows: { client: ["exit"], server: [] } },
  ]);
});

test("what has the interop suites can show their cases", () => {
  const path = "/grpc.testing.TestService/EmptyCall";
  const [suite] = parsed(`${common}kind: grpc
server: { argv: [s], modes: { none: [] }, call: { path: ${path} } }
client: { argv: [c, "--case={case}"], modes: { none: [] }, path: ${path}, cases: [empty_unary, ping_pong] }
`);
  expect([suite?.client, suite?.thirdParty]).toMatchObject([
    ["c", "--case={case}"],
    {
      client: { cases: ["empty_unary", "ping_pong"] },
      shows: { client: ["exit", "behaviour"], server: ["call", "behaviour"] },
    },
  ]);
});

const host = `${common}kind: host
host: ["{build}/h", "{plugin}"]
environment: { PLUGINS: "{pluginFolder}" }
cookie: { COOKIE: "1" }
pluginFile: provider-p
path: /p.P/GetSchema
`;

test("a host is a client alone", () => {
  const [one] = parsed(`${host}mode: auto-mtls\nkeyType: p521\n`);
  expect(one).toEqual({
    ...program,
    server: null,
    client: ["/b/p/h", "{plugin}"],
    thirdParty: {
      kind: "host",
      environment: { PLUGINS: "{pluginFolder}" },
      mode: "auto-mtls",
      keyType: "p521",
      cookie: { COOKIE: "1" },
      pluginFile: "provider-p",
      path: "/p.P/GetSchema",
      prints: "",
      shows: { client: ["exit", "shutdown"], server: [] },
      versions,
    },
  });
});

describe("a fault is named with its place", () => {
  test.for([
    ["kind: grpc\n", /expected server, client or both/],
    ["kind: gprc\n", /kind: .*"plugin"\|"grpc"\|"host"/],
    [
      "kind: grpc\nserver: { argv: [s], modes: { none: [] } }\n",
      /expected health or call, or there is nothing that it can show/,
    ],
    [
      "kind: grpc\nclient: { argv: [c], modes: {}, path: /s.S/M }\n",
      /modes: expected one of none, tls, mtls/,
    ],
    ["kind: grpc\nclient: { argv: [c], modes: { auto-mtls: [] }, path: /s.S/M }\n", /auto-mtls/],
    [
      "kind: grpc\nclient: { argv: [c], modes: { none: [] }, path: s.S/M }\n",
      /path: expected a path such as \/grpc\.health\.v1\.Health\/Check/,
    ],
    [
      'kind: grpc\nclient: { argv: ["{case}"], modes: { none: [] }, path: /s.S/M }\n',
      /cases: cases and the word \{case\} in argv belong together/,
    ],
    [
      "kind: grpc\nclient: { argv: [c], modes: { none: [] }, path: /s.S/M, cases: [ping_pong] }\n",
      /cases: cases and the word \{case\} in argv belong together/,
    ],
    [
      'kind: grpc\nclient: { argv: ["{case}"], modes: { none: [] }, path: /s.S/M, cases: [pong] }\n',
      /cases\.0: /,
    ],
    [
      "kind: grpc\nserver: { argv: [s], modes: { none: [] }, call: { path: /s.S/M, request: k! } }\n",
      /request: expected base64 of a message/,
    ],
  ] as const)("%s", ([text, sentence]) => {
    expect(() => parsed(common + text)).toThrow(sentence);
    expect(() => parsed(common + text)).toThrow(Misuse);
  });

  test.for([
    ["mode: auto-mtls\n", /keyType: a host has a key in mode auto-mtls, and in no other/],
    ["mode: none\nkeyType: p521\n", /keyType: a host has a key in mode auto-mtls, and in no/],
    ["mode: tls\n", /mode: /],
  ] as const)("host with %s", ([text, sentence]) => {
    expect(() => parsed(host + text)).toThrow(sentence);
  });

  test("a file that leads out of its folder", () => {
    expect(() => parsed(`${host.replace("provider-p", "../provider")}mode: none\n`)).toThrow(
      /pluginFile: expected the name of a file/,
    );
  });
});

test("every manifest of docs/third-parties.md can be read, one of each kind of end", () => {
  const page = readFileSync(join(root.root, "docs", "third-parties.md"), "utf8");
  const manifests = page
    .split("```yaml\n")
    .slice(1)
    .map((rest) => rest.split("```")[0] ?? "");
  const kinds = manifests.flatMap((text) => parsed(text).map((one) => one.thirdParty?.kind));
  expect(kinds).toEqual(["grpc", "grpc", "grpc", "host", "plugin"]);
});

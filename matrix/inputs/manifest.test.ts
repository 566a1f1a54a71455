import { describe, expect, test } from "vitest";
import { Misuse } from "../domain/misuse.ts";
import { parseManifest } from "./manifest.ts";

const places = { folder: "/h/go", build: "/b/go", node: "/bin/node24", proto: "/proto", cores: 4 };
const parsed = (text: string) => parseManifest(text, "go/implementation.yaml", places);

const least = `id: go
title: grpc-go
toolchain: []
server: ["{build}/server"]
client: ["{build}/client"]
`;

test("the least that a manifest can be", () => {
  expect(parsed(least)).toEqual([
    {
      id: "go",
      language: "go",
      title: "grpc-go",
      folder: "/h/go",
      toolchain: [],
      build: [],
      server: ["/b/go/server"],
      client: ["/b/go/client"],
      debug: {},
    },
  ]);
});

const whole = `id: go
title: grpc-go
toolchain:
  - { name: node, command: ["{node}", --version], lowest: "22.18", install: npm ci }
build:
  - title: compile
    argv: [go, build, "-p={cores}", -o, "{build}/", "-I{proto}", "{folder}/..."]
    inputs: [src, "{proto}/kv.proto", ../shared.txt, /etc/absolute]
    environment: { GOBIN: "{build}/bin", CGO_ENABLED: "0" }
server: ["{build}/server", "--keylog={keyLog}", "{folder}{folder}", "{unknown}", "{}"]
client: ["{node}", "{folder}/client"]
debug: { GRPC_VERBOSITY: debug }
variants:
  stock:
    server: ["{build}/stock-server"]
    client: ["{build}/stock-client"]
  other:
    server: ["{node}"]
    client: ["{node}"]
`;

describe("placeholders", () => {
  const [go] = parsed(whole);

  test("are replaced in every argv, those of each process's own kept", () => {
    expect(go?.server).toEqual([
      "/b/go/server",
      "--keylog={keyLog}",
      "/h/go/h/go",
      "{unknown}",
      "{}",
    ]);
    expect(go?.client).toEqual(["/bin/node24", "/h/go/client"]);
  });

  test("are replaced in the command that asks a tool for its version", () => {
    expect(go?.toolchain).toEqual([
      { name: "node", command: ["/bin/node24", "--version"], lowest: "22.18", install: "npm ci" },
    ]);
  });

  test("are replaced in build steps, whose inputs become absolute", () => {
    expect(go?.build).toEqual([
      {
        title: "compile",
        argv: ["go", "build", "-p=4", "-o", "/b/go/", "-I/proto", "/h/go/..."],
        inputs: ["/h/go/src", "/proto/kv.proto", "/h/shared.txt", "/etc/absolute"],
        environment: { GOBIN: "/b/go/bin", CGO_ENABLED: "0" },
      },
    ]);
  });
});

test("each variant is an implementation with programs of its own and all else shared", () => {
  const [plain, ...variants] = parsed(whole);
  expect(variants).toEqual([
    {
      ...plain,
      id: "go:stock",
      title: "grpc-go (stock)",
      server: ["/b/go/stock-server"],
      client: ["/b/go/stock-client"],
    },
    {
      ...plain,
      id: "go:other",
      title: "grpc-go (other)",
      server: ["/bin/node24"],
      client: ["/bin/node24"],
    },
  ]);
});

test("each version has the same programs, built in a folder of its own", () => {
  const versions = `versions:
  1.66.3:
    build:
      - { title: compile, argv: [go, build, -modfile=old.mod, -o, "{build}/"], inputs: [old.mod] }
`;
  const [plain, version] = parsed(least + versions);
  expect(version).toEqual({
    ...plain,
    id: "go@1.66.3",
    language: "go@1.66.3",
    title: "grpc-go (1.66.3)",
    build: [
      {
        title: "compile",
        argv: ["go", "build", "-modfile=old.mod", "-o", "/b/go@1.66.3/"],
        inputs: ["/h/go/old.mod"],
        environment: {},
      },
    ],
    server: ["/b/go@1.66.3/server"],
    client: ["/b/go@1.66.3/client"],
  });
});

describe("a fault is named with its place", () => {
  test.for([
    [
      "a version that is not built",
      `${least}versions: { 1.66.3: { build: [] } }\n`,
      /^go\/implementation\.yaml:6:23: versions\.1\.66\.3\.build: /,
    ],
    [
      "a version that begins with no digit",
      `${least}versions: { old: { build: [] } }\n`,
      /^go\/implementation\.yaml:6:13: versions\.old: /,
    ],
    ["no server", least.replace(/server.*\n/, ""), /^go\/implementation\.yaml:1:1: server: /],
    [
      "a shell line for an argv",
      least.replace('["{build}/server"]', "./server --port 0"),
      /:4:1: server: .*array/,
    ],
    ["an empty argv", least.replace('["{build}/client"]', "[]"), /:5:1: client: /],
    [
      "a name in capitals",
      least.replace("id: go", "id: Go"),
      /:1:1: id: expected lower-case letters, digits and hyphens/,
    ],
    [
      "a name that reads as a variant",
      least.replace("id: go", "id: go:x"),
      /:1:1: id: expected lower-case/,
    ],
    ["an unknown field", `${least}port: 1\n`, /:6:1: .*port/],
    [
      "a version that is none",
      least.replace("[]", "[{ name: go, command: [go], lowest: newest, install: x }]"),
      /:3:\d+: toolchain\.0\.lowest: expected a version such as 1\.26/,
    ],
    [
      "a version as a number",
      least.replace("[]", "[{ name: go, command: [go], lowest: 1.20, install: x }]"),
      /:3:\d+: toolchain\.0\.lowest: .*string/,
    ],
    [
      "a build step without inputs",
      `${least}build: [{ title: t, argv: [a], inputs: [] }]\n`,
      /:6:\d+: build\.0\.inputs: /,
    ],
    [
      "a variant without a client",
      `${least}variants: { stock: { server: [a] } }\n`,
      /:6:\d+: variants\.stock\.client: /,
    ],
    [
      "a variant with a bad name",
      `${least}variants: { "A b": { server: [a], client: [a] } }\n`,
      /:6:\d+: variants/,
    ],
  ] as const)("%s", ([, text, message]) => {
    expect(() => parsed(text)).toThrow(Misuse);
    expect(() => parsed(text)).toThrow(message);
  });
});

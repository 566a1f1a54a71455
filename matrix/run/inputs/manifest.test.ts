import { describe, expect, test } from "vitest";
import type { Implementation } from "../../domain/implementation.ts";
import { Misuse } from "../../domain/misuse.ts";
import { parseManifest } from "./manifest.ts";

const places = {
  folder: "/h/go",
  buildFolder: (id: string) => `/b/${id.replace(":", "+")}`,
  node: "/bin/node24",
  proto: "/proto",
  cores: 4,
};
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
      buildFolder: "/b/go",
      written: [],
      program: [],
      server: ["/b/go/server"],
      client: ["/b/go/client"],
      thirdParty: null,
      library: null,
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

test("the build folder goes by the id, whatever the folder is called", () => {
  const [evil] = parsed(least.replace("id: go", "id: evil"));
  expect([evil?.buildFolder, evil?.server]).toEqual(["/b/evil", ["/b/evil/server"]]);
});

test("what runs as it is lies relative to the folder, what programs write goes by name", () => {
  const [go] = parsed(
    `${least}program: [run.py, ".", ../shared]\nwritten: [compiled, __pycache__]\n`,
  );
  expect(go).toMatchObject({
    program: ["/h/go/run.py", "/h/go", "/h/shared"],
    written: ["compiled", "__pycache__"],
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

test("a variant with a build has its own, in a folder that goes by its id", () => {
  const [plain, , , built] = parsed(`${whole}  fips:
    build: [{ title: module, argv: [go, build, -o, "{build}/"], inputs: [src] }]
    server: ["{build}/server"]
    client: ["{build}/client"]
`);
  expect(built).toEqual({
    ...plain,
    id: "go:fips",
    language: "go:fips",
    title: "grpc-go (fips)",
    build: [
      {
        title: "module",
        argv: ["go", "build", "-o", "/b/go+fips/"],
        inputs: ["/h/go/src"],
        environment: {},
      },
    ],
    buildFolder: "/b/go+fips",
    server: ["/b/go+fips/server"],
    client: ["/b/go+fips/client"],
  });
});

const versions = `versions:
  library: grpc-go
  list: { form: go, argv: [go, "{folder}/list"] }
  build:
    - { title: compile, argv: [go, build, "-v={version}", -o, "{build}/"], inputs: [go.mod] }
`;

const choiceOf = (plain: Implementation | undefined, of: string) =>
  plain?.library?.kind === "any version" ? plain.library.choices.get(of) : undefined;

const others = `  others:
    plugin:
      library: go-plugin
      list: { form: cargo, argv: [cargo, info, plugin], package: plugin }
      build:
        - { title: compile, argv: [make], inputs: [go.mod], environment: { PLUGIN: "v{version}" } }
    go:
      library: Go
      build:
        - { title: compile, argv: ["{version}"], inputs: [go.mod] }
`;

test("a version of another library goes by a name before it", () => {
  const [plain] = parsed(least + versions + others);
  const plugin = choiceOf(plain, "plugin");
  expect(plugin).toMatchObject({
    name: "go-plugin",
    list: { form: "cargo", argv: ["cargo", "info", "plugin"], package: "plugin" },
  });
  expect(plugin?.at("1.6.0")).toMatchObject({
    id: "go@plugin1.6.0",
    language: "go@plugin1.6.0",
    title: "grpc-go (go-plugin 1.6.0)",
    library: { kind: "one version", name: "go-plugin", version: "1.6.0" },
    buildFolder: "/b/go@plugin1.6.0",
    build: [{ argv: ["make"], environment: { PLUGIN: "v1.6.0" } }],
  });
  expect(choiceOf(plain, "go")?.list).toBeNull();
});

test("a version has the same programs, built with its library in a folder of its own", () => {
  const [plain] = parsed(least + versions);
  const library = choiceOf(plain, "");
  expect(library).toMatchObject({
    name: "grpc-go",
    list: { form: "go", argv: ["go", "/h/go/list"], environment: {} },
  });
  expect(library?.at("1.66.3")).toEqual({
    ...plain,
    id: "go@1.66.3",
    language: "go@1.66.3",
    title: "grpc-go (1.66.3)",
    library: { kind: "one version", name: "grpc-go", version: "1.66.3" },
    buildFolder: "/b/go@1.66.3",
    build: [
      {
        title: "compile",
        argv: ["go", "build", "-v=1.66.3", "-o", "/b/go@1.66.3/"],
        inputs: ["/h/go/go.mod"],
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
      `${least}${versions.split("build:")[0]}build: []\n`,
      /^go\/implementation\.yaml:9:\d+: versions\.build: /,
    ],
    [
      "a build that is the same for every version",
      least + versions.replace("{version}", "1.66.3"),
      /^go\/implementation\.yaml:\d+:\d+: versions\.build: expected a step with \{version\}/,
    ],
    [
      "a list of versions in a form that nobody reads",
      least + versions.replace("form: go", "form: gradle"),
      /versions\.list\.form: /,
    ],
    [
      "a kept list of no package",
      least + versions.replace("form: go", "form: maven"),
      /versions\.list\.package: /,
    ],
    [
      "another library with a digit in its name",
      least + versions + others.replace("plugin:", "plugin2:"),
      /versions\.others\.plugin2: /,
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
      "a title that clears the screen",
      least.replace("title: grpc-go", 'title: "\\e[2J grpc"'),
      /^go\/implementation\.yaml:2:1: title: expected a line without control characters$/,
    ],
    [
      "a title that turns a line round",
      least.replace("title: grpc-go", 'title: "\\u202egrpc"'),
      /:2:1: title: expected a line without control characters$/,
    ],
    [
      "a title of two lines",
      least.replace("title: grpc-go", 'title: "a\\nb"'),
      /:2:1: title: expected a line without control characters$/,
    ],
    [
      "a title without an end",
      least.replace("grpc-go", "x".repeat(101)),
      /:2:1: title: expected at most 100 characters$/,
    ],
    [
      "an install line that rings",
      least.replace("[]", '[{ name: go, command: [go], lowest: "1", install: "a\\a" }]'),
      /:3:\d+: toolchain\.0\.install: expected a line without control characters$/,
    ],
    [
      "a version without an end",
      least.replace("[]", `[{ name: go, command: [go], lowest: "${"1".repeat(61)}", install: x }]`),
      /:3:\d+: toolchain\.0\.lowest: expected at most 60 characters$/,
    ],
    [
      "a name without an end",
      least.replace("id: go", `id: ${"a".repeat(61)}`),
      /:1:1: id: expected at most 60 characters$/,
    ],
    [
      "a step's title with an escape",
      `${least}build: [{ title: "\\e]0;x", argv: [a], inputs: [b] }]\n`,
      /:6:\d+: build\.0\.title: expected a line without control characters$/,
    ],
    [
      "a word that no program can be called with",
      least.replace("{build}/client", "a\\0b"),
      /:5:\d+: client\.0: expected a word without NUL$/,
    ],
    [
      "a path where a name is wanted",
      `${least}written: [a/b]\n`,
      /:6:\d+: written\.0: expected the name of a file or folder$/,
    ],
    [
      "the folder above",
      `${least}written: [..]\n`,
      /:6:\d+: written\.0: expected the name of a file or folder$/,
    ],
    [
      "a program that programs write",
      `${least}written: [server]\n`,
      /:6:1: written: what argv starts is no file that programs write$/,
    ],
    [
      "a program that lies anywhere",
      `${least}program: [/]\n`,
      /:6:1: program: expected paths relative to the folder$/,
    ],
    [
      "a variant without a client",
      `${least}variants: { stock: { server: [a] } }\n`,
      /:6:\d+: variants\.stock\.client: /,
    ],
    [
      "a variant whose build has no step",
      `${least}variants: { fips: { server: [a], client: [a], build: [] } }\n`,
      /:6:\d+: variants\.fips\.build: /,
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

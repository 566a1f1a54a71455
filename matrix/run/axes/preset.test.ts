import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { checkedYaml } from "../inputs/checked-yaml.ts";
import { crossedCells, presetSchema } from "./preset.ts";

const preset = (name: string) =>
  checkedYaml(readFileSync(`fixtures/presets/${name}.yaml`, "utf8"), `${name}.yaml`, presetSchema);

const count = (ids: readonly string[]) => ids.length;

test("the default preset has the 121 cells that it is documented with", () => {
  const cells = crossedCells(preset("default"));
  expect(cells.length).toBe(121);
  expect(new Set(cells.map(({ id }) => id)).size).toBe(121);
  const modes = Object.groupBy(cells, ({ mode }) => mode);
  expect({
    none: modes.none?.length,
    tls: modes.tls?.length,
    mtls: modes.mtls?.length,
    autoMtls: modes["auto-mtls"]?.length,
  }).toEqual({ none: 9, tls: 36, mtls: 36, autoMtls: 40 });
  expect(cells.filter(({ id }) => id.includes("go:stock")).map(({ id }) => id)).toEqual([
    "go:stock/python/auto-mtls/p521-p384",
    "go:stock/node/auto-mtls/p521-p384",
    "python/go:stock/auto-mtls/p384-p521",
    "node/go:stock/auto-mtls/p384-p521",
  ]);
});

test("the quick preset has every pair under every mode with one key type", () => {
  expect(count(crossedCells(preset("quick")).map(({ id }) => id))).toBe(36);
});

test("the full preset has every declared value of every axis", () => {
  const cells = crossedCells(preset("full"));
  const values = (pick: (cell: (typeof cells)[number]) => string | null) =>
    [...new Set(cells.map(pick))].filter((value) => value !== null).sort();
  expect(values(({ serverKey }) => serverKey)).toEqual([
    "ed25519",
    "p256",
    "p384",
    "p521",
    "rsa2048",
    "rsa3072",
    "rsa4096",
  ]);
  expect(values(({ tlsVersion }) => tlsVersion)).toEqual(["1.2", "1.3"]);
  expect(values(({ transport }) => transport)).toEqual(["tcp", "unix"]);
  expect(values(({ group }) => group)).toEqual([
    "X25519MLKEM768",
    "secp256r1",
    "secp384r1",
    "secp521r1",
    "x25519",
  ]);
  expect(
    cells.some(({ clientKey, serverKey }) => clientKey === "p256" && serverKey === "p384"),
  ).toBe(true);
});

test("routes are crossed with everything else, direct among them", () => {
  const text = valid.replace(
    "[none]",
    "[none, tls]\n    key: [p384]\n    route: [direct, stunnel]",
  );
  expect(crossedCells(checkedYaml(text, "p.yaml", presetSchema)).map(({ id }) => id)).toEqual([
    "go/go/none",
    "go/go/none/route=stunnel",
    "go/go/tls/p384",
    "go/go/tls/p384/route=stunnel",
  ]);
});

const valid =
  "description: d\nsteps: [put]\ncross:\n  - client: [go]\n    server: [go]\n    mode: [none]\n";

test.for([
  ["an unknown key", `${valid}colour: red\n`, /^p\.yaml:7:1: .*colour/],
  ["an unknown mode", valid.replace("[none]", "[ssl]"), /^p\.yaml:6:1[0-9]: cross\.0\.mode\.0: /],
  [
    "no key types",
    valid.replace("[none]", "[tls]"),
    /^p\.yaml:4:5: cross\.0: modes other than none need key/,
  ],
  [
    "both kinds of keys",
    valid.replace(
      "[none]",
      "[mtls]\n    key: [p256]\n    clientKey: [p256]\n    serverKey: [p256]",
    ),
    /give either key/,
  ],
  [
    "a route that is a path",
    `${valid}    route: [../nginx]\n`,
    /^p\.yaml:7:13: cross\.0\.route\.0: expected a route such as direct or nginx-grpc$/,
  ],
  [
    "a route under go-plugin",
    `${valid.replace("[none]", "[auto-mtls]")}    key: [p256]\n    route: [stunnel]\n`,
    /^p\.yaml:4:5: cross\.0: route goes with the modes none, tls and mtls, over tcp$/,
  ],
  ["broken YAML", "description: [\n", /^p\.yaml:/],
] as const)("%s is named with its place", ([, text, message]) => {
  expect(() => checkedYaml(text, "p.yaml", presetSchema)).toThrow(message);
});

import { expect, test } from "vitest";
import { parseManifest } from "./manifest.ts";
import { versionId, versionIn, withVersions } from "./versions.ts";

test.for([
  ["go@1.66.3", { language: "go", of: "", version: "1.66.3" }],
  ["my-own@2", { language: "my-own", of: "", version: "2" }],
  ["go@plugin1.6.0", { language: "go", of: "plugin", version: "1.6.0" }],
  ["go@go-plugin1.6.0", { language: "go", of: "go-plugin", version: "1.6.0" }],
  ["go", null],
  ["go:stock", null],
  ["go@newest", null],
] as const)("of the id %s, %o", ([id, expected]) => {
  expect(versionIn(id)).toEqual(expected);
});

const manifest = (id: string, versions: string) =>
  parseManifest(
    `id: ${id}\ntitle: ${id}\ntoolchain: []\nserver: [a]\nclient: [b]\n${versions}`,
    "implementation.yaml",
    {
      folder: "/h",
      buildFolder: (id: string) => `/b/${id.replace(":", "+")}`,
      node: "/bin/node",
      proto: "/proto",
      cores: 1,
    },
  );

const known = [
  ...manifest(
    "go",
    'versions: { library: l, list: { form: go, argv: [l] }, build: [{ title: t, argv: ["{version}"], inputs: [x] }], others: { plugin: { library: p, build: [{ title: t, argv: ["{version}"], inputs: [x] }] } } }',
  ),
  ...manifest("rust", ""),
];

test("an id is made of what it names", () => {
  const ids = ["go@1.66.3", "go@plugin1.6.0"];
  expect(ids.map(versionIn).map((one) => one && versionId(one))).toEqual(ids);
});

test.for([
  ["a version that is named", ["go@1.66.3"], ["go@1.66.3"]],
  ["the same version twice", ["go@1.66.3", "go@1.66.3"], ["go@1.66.3"]],
  ["two versions", ["go@1.66.3", "go@1.70.0"], ["go@1.66.3", "go@1.70.0"]],
  ["a version of what has none", ["rust@1.0.0"], []],
  ["a version of another library", ["go@plugin1.6.0"], ["go@plugin1.6.0"]],
  ["a version of a library that it has not", ["go@other1.6.0"], []],
  ["a version of nobody", ["perl@5"], []],
  ["names that are no versions", ["go", "rust", "go:stock"], []],
] as const)("there is then %s", ([, named, added]) => {
  const ids = withVersions(known, named).map(({ id }) => id);
  expect(ids).toEqual(["go", "rust", ...added]);
});

import { join } from "node:path";
import { expect, test } from "vitest";
import { places } from "../../places.ts";
import { billOfMaterials } from "./bill-of-materials.ts";
import { type Component, componentsOf } from "./components.ts";
import { thirdPartyLicences } from "./third-party-licences.ts";

const moduleOf = (path: string) => join(places.root, path);

test("modules come to the packages that they are of, each once, with what the lock file says of it", () => {
  const components = componentsOf([
    moduleOf("matrix/cli/main.ts"),
    moduleOf("node_modules/zod/index.js"),
    moduleOf("node_modules/zod/v4/core/index.js"),
    moduleOf("node_modules/@grpc/grpc-js/build/src/index.js"),
    "\0rolldown/runtime.js",
  ]);
  expect(components.map(({ name, licence }) => [name, licence])).toEqual([
    ["@grpc/grpc-js", "Apache-2.0"],
    ["zod", "MIT"],
  ]);
  expect(components.every(({ texts }) => texts.join().length > 500)).toBe(true);
});

test("a package that is not locked is none that may be bundled", () => {
  expect(() => componentsOf([moduleOf("node_modules/nobody/index.js")])).toThrow(
    "package-lock.json lacks version, licence or SHA-512 of node_modules/nobody",
  );
});

test("a module of another folder's packages is told as that", () => {
  expect(() => componentsOf(["/elsewhere/node_modules/@grpc/grpc-js/index.js"])).toThrow(
    "/elsewhere/node_modules/@grpc/grpc-js is bundled and lies outside the checkout; run npm ci in it",
  );
});

const component = (name: string, text: string): Component => ({
  ...{ name, version: "1.0.0", licence: "MIT", sha512: "AAE=", texts: [text] },
});

test("the bill of materials names each package by its URL and its digest in hexadecimal", () => {
  expect(billOfMaterials([component("@a/b", "")]).components).toEqual([
    {
      type: "library",
      "bom-ref": "pkg:npm/%40a/b@1.0.0",
      name: "@a/b",
      version: "1.0.0",
      purl: "pkg:npm/%40a/b@1.0.0",
      licenses: [{ expression: "MIT" }],
      hashes: [{ alg: "SHA-512", content: "0001" }],
    },
  ]);
});

test("a licence that several packages have stands once", () => {
  const texts = thirdPartyLicences([
    component("a", "one"),
    component("b", "two"),
    component("c", "one"),
  ]);
  expect(texts.split(`${"=".repeat(80)}\n\n`).slice(1)).toEqual([
    "a 1.0.0\nc 1.0.0\n\nLicence: MIT\n\none\n\n",
    "b 1.0.0\n\nLicence: MIT\n\ntwo\n",
  ]);
});

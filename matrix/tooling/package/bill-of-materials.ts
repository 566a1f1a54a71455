import packageJson from "../../../package.json" with { type: "json" };
import type { Component } from "./components.ts";

/**
 * What the bundles are made of, as CycloneDX 1.6 (ECMA-424): scanners find no packages in a bundle. The same components
 * give the same document.
 */
export const billOfMaterials = (components: readonly Component[]) => {
  const { name, version, license } = packageJson;
  const self = urlOf(name, version);
  return {
    $schema: "http://cyclonedx.org/schema/bom-1.6.schema.json",
    bomFormat: "CycloneDX",
    specVersion: "1.6",
    version: 1,
    metadata: {
      component: {
        type: "application",
        "bom-ref": self,
        name,
        version,
        purl: self,
        licenses: [{ expression: license }],
      },
    },
    components: components.map((one) => ({
      type: "library",
      "bom-ref": urlOf(one.name, one.version),
      name: one.name,
      version: one.version,
      purl: urlOf(one.name, one.version),
      licenses: [{ expression: one.licence }],
      hashes: [{ alg: "SHA-512", content: Buffer.from(one.sha512, "base64").toString("hex") }],
    })),
    dependencies: [{ ref: self, dependsOn: components.map((one) => urlOf(one.name, one.version)) }],
  };
};

/** A package URL; the at sign of a scope is escaped (purl-spec, npm). */
const urlOf = (name: string, version: string) => `pkg:npm/${name.replace("@", "%40")}@${version}`;

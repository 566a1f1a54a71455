import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { places } from "../../places.ts";

/** A package of others, of which modules are in a bundle. */
export type Component = Readonly<{
  name: string;
  version: string;
  /** SPDX expression, as its author gives it. */
  licence: string;
  /** SHA-512 of its tarball in base64, by which the lock file holds it. */
  sha512: string;
  /** The texts of its licence and its notices. */
  texts: readonly string[];
}>;

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.object({
      version: z.string().optional(),
      license: z.string().optional(),
      integrity: z.string().optional(),
    }),
  ),
});

/**
 * The packages that modules come from, by name and version.
 *
 * @param modules - absolute paths.
 * @throws Error if one is not locked by a digest, says no licence, or lies outside the checkout, as where its node_modules is a
 *   link.
 */
export const componentsOf = (modules: readonly string[]): readonly Component[] => {
  const { packages } = lockSchema.parse(
    JSON.parse(readFileSync(join(places.root, "package-lock.json"), "utf8")),
  );
  const folders = new Set(modules.flatMap((path) => packageFolder(path) ?? []));
  return [...folders].sort().map((folder) => {
    const { version, license, integrity = "" } = packages[folder] ?? {};
    const name = folder.slice(folder.lastIndexOf(marker) + marker.length);
    if (version === undefined || license === undefined || !integrity.startsWith("sha512-")) {
      throw new Error(`package-lock.json lacks version, licence or SHA-512 of ${folder}`);
    }
    const sha512 = integrity.slice("sha512-".length);
    return { name, version, licence: license, sha512, texts: licenceTexts(folder) };
  });
};

const marker = "node_modules/";

/** As the lock file names it; null for what is not below node_modules. */
const packageFolder = (path: string): string | null => {
  const below = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/;
  if (path.startsWith(`${places.root}/`)) {
    return below.exec(path.slice(places.root.length + 1))?.[0] ?? null;
  }
  const folder = below.exec(path)?.[0];
  if (folder === undefined) return null;
  throw new Error(`${folder} is bundled and lies outside the checkout; run npm ci in it`);
};

const licenceTexts = (folder: string): readonly string[] =>
  readdirSync(join(places.root, folder))
    .filter((name) => /^(?:licen[cs]e|copying|notice)/i.test(name))
    .sort()
    .map((name) => readFileSync(join(places.root, folder, name), "utf8").trim());

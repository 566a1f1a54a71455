import { z } from "zod";
import type { Implementation } from "../../domain/implementation.ts";
import { argv, buildSteps, environment } from "./build-steps.ts";
import { checkedYaml } from "./checked-yaml.ts";
import { described, name, type Places, startable } from "./program-manifest.ts";
import { parseThirdParty, thirdPartyKinds } from "./third-party-manifest.ts";
import { anyVersion, versions } from "./versions.ts";

export const manifestSchema = z
  .strictObject({
    ...startable,
    server: argv,
    client: argv,
    debug: environment.default({}),
    variants: z
      .record(
        name(/^[a-z0-9][a-z0-9.-]*$/, "expected lower-case letters, digits, dots and hyphens"),
        z.strictObject({ server: argv, client: argv, build: buildSteps.min(1).optional() }),
      )
      .default({}),
    versions: versions.optional(),
  })
  .refine(
    ({ written, server, client, variants }) =>
      [server, client, ...Object.values(variants).flatMap((one) => [one.server, one.client])]
        .flat()
        .filter((word) => word.startsWith("{build}/"))
        .every((word) => !word.split("/").some((part) => written.includes(part))),
    { path: ["written"], message: "what argv starts is no file that programs write" },
  );

/** Looked at first, so that what is wrong is told of the right fields. */
const kindSchema = z.looseObject({ kind: z.enum(thirdPartyKinds).optional() });

/**
 * The implementations that one manifest describes: the plain one, which knows how any version of its library is built, then
 * one for each variant. A variant with a build has a build folder of its own.
 *
 * @throws Misuse with file, line and column.
 */
export const parseManifest = (
  text: string,
  file: string,
  places: Places,
): readonly Implementation[] => {
  const { kind } = checkedYaml(text, file, kindSchema);
  if (kind !== undefined) return [parseThirdParty(kind, text, file, places)];
  const manifest = checkedYaml(text, file, manifestSchema);
  const { id, title, variants } = manifest;
  const contract = { ...manifest, thirdParty: null };
  const { implementation, replaced } = described(contract, manifest.build, id, places);
  const library = manifest.versions
    ? anyVersion(manifest.versions, contract, places, replaced)
    : null;
  return [
    { ...implementation, library },
    ...Object.entries(variants).map(([name, { server, client, build }]): Implementation => {
      const own = { id: `${id}:${name}`, title: `${title} (${name})` };
      return build === undefined
        ? {
            ...implementation,
            ...own,
            server: server.map(replaced),
            client: client.map(replaced),
          }
        : described({ ...contract, ...own, server, client }, build, own.id, places).implementation;
    }),
  ];
};

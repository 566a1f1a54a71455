import { z } from "zod";
import {
  type Implementation,
  type Library,
  versionListForms,
} from "../../domain/implementation.ts";
import { argv, buildSteps, environment, type Replace, text } from "./build-steps.ts";
import { type Described, described, type Places } from "./program-manifest.ts";

const hasVersion = (word: string): boolean => word.includes("{version}");

/** How the programs are built against any version of their library. */
export const versions = z.strictObject({
  library: text(60),
  list: z.strictObject({
    form: z.enum(versionListForms),
    argv,
    environment: environment.optional(),
  }),
  build: buildSteps
    .min(1)
    .refine(
      (steps) => steps.some((step) => step.argv.some(hasVersion)),
      "expected a step with {version} in its argv",
    ),
});

/**
 * @param manifest - with words in braces; of its steps, those of `versions` count.
 * @param replaced - replaces the words in braces of the plain implementation, to which the list belongs.
 */
export const anyVersion = (
  { library: name, list, build }: z.infer<typeof versions>,
  manifest: Described,
  places: Places,
  replaced: Replace,
): Library => ({
  kind: "any version",
  name,
  list: {
    form: list.form,
    argv: list.argv.map(replaced),
    environment: list.environment ?? {},
  },
  at: (version) => {
    const at = (word: string) => word.replaceAll("{version}", version);
    const steps = build.map((step) => ({ ...step, argv: step.argv.map(at) }));
    const { implementation } = described(manifest, steps, `${manifest.id}@${version}`, places);
    return {
      ...implementation,
      title: `${manifest.title} (${version})`,
      library: { kind: "one version", name, version },
    };
  },
});

/** The language and the version of an id that names one; null for another id. */
export const versionIn = (id: string): Readonly<{ language: string; version: string }> | null => {
  const [language = "", version] = id.split("@");
  return version === undefined || !/^\d/.test(version) ? null : { language, version };
};

/** The implementations, and each version of theirs that is named: a version is there as soon as somebody asks for it. */
export const withVersions = (
  implementations: readonly Implementation[],
  named: Iterable<string>,
): readonly Implementation[] => {
  const asked = [...new Set(named)].flatMap((id) => {
    const of = versionIn(id);
    const library = implementations.find((one) => one.id === of?.language)?.library;
    return of && library?.kind === "any version" ? [library.at(of.version)] : [];
  });
  return [...implementations, ...asked];
};

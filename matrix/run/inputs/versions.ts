import { z } from "zod";
import {
  type Implementation,
  keptListForms,
  type Library,
  printedListForms,
  type VersionChoice,
} from "../../domain/implementation.ts";
import { argv, buildSteps, environment, type Replace, text } from "./build-steps.ts";
import { type Described, described, name, type Places } from "./program-manifest.ts";

const hasVersion = (word: string): boolean => word.includes("{version}");

const asked = { argv, environment: environment.optional() };

/** How the programs are built against any version of a library. */
const choice = {
  library: text(60),
  build: buildSteps
    .min(1)
    .refine(
      (steps) =>
        steps.some(({ argv, environment = {} }) =>
          [...argv, ...Object.values(environment)].some(hasVersion),
        ),
      "expected a step with {version} in its argv or environment",
    ),
};

const versionList = z.discriminatedUnion("form", [
  z.strictObject({ form: z.enum(printedListForms), ...asked }),
  z.strictObject({ form: z.enum(keptListForms), ...asked, package: text(200) }),
]);

/** Of the library that an id with a bare version means, and of others by what stands before their version there. */
export const versions = z.strictObject({
  ...choice,
  list: versionList,
  others: z
    .record(
      name(/^[a-z][a-z-]*$/, "expected lower-case letters and hyphens"),
      z.strictObject({ ...choice, list: versionList.optional() }),
    )
    .default({}),
});

/**
 * @param manifest - with words in braces; of its steps, those of `versions` count.
 * @param replaced - replaces the words in braces of the plain implementation, to which the lists belong.
 */
export const anyVersion = (
  { others, ...own }: z.infer<typeof versions>,
  manifest: Described,
  places: Places,
  replaced: Replace,
): Library => ({
  kind: "any version",
  choices: new Map(
    Object.entries({ "": own, ...others }).map(([before, one]) => [
      before,
      versionChoice(before, one, manifest, places, replaced),
    ]),
  ),
});

const versionChoice = (
  before: string,
  {
    library,
    list,
    build,
  }: Readonly<{
    library: string;
    list?: z.infer<typeof versionList> | undefined;
    build: z.infer<typeof buildSteps>;
  }>,
  manifest: Described,
  places: Places,
  replaced: Replace,
): VersionChoice => ({
  name: library,
  list: list
    ? { ...list, argv: list.argv.map(replaced), environment: list.environment ?? {} }
    : null,
  at: (version) => {
    const at = (word: string) => word.replaceAll("{version}", version);
    const steps = build.map((step) => ({
      ...step,
      argv: step.argv.map(at),
      environment: Object.fromEntries(
        Object.entries(step.environment ?? {}).map(([name, value]) => [name, at(value)]),
      ),
    }));
    const id = versionId({ language: manifest.id, of: before, version });
    const { implementation } = described(manifest, steps, id, places);
    const shown = before === "" ? version : `${library} ${version}`;
    return {
      ...implementation,
      title: `${manifest.title} (${shown})`,
      library: { kind: "one version", name: library, version },
    };
  },
});

/** A version of a library, named by an id. */
export type NamedVersion = Readonly<{
  language: string;
  /** What stands before the version: "plugin" of go@plugin1.6.0, nothing of go@1.66.3. */
  of: string;
  version: string;
}>;

export const versionId = ({ language, of, version }: NamedVersion): string =>
  `${language}@${of}${version}`;

/** The version that an id names; null for another id. */
export const versionIn = (id: string): NamedVersion | null => {
  const { language, of, version } =
    /^(?<language>[^@]*)@(?<of>[a-z-]*)(?<version>\d.*)$/.exec(id)?.groups ?? {};
  return language === undefined || of === undefined || version === undefined
    ? null
    : { language, of, version };
};

/** The implementations, and each version of theirs that is named: a version is there as soon as somebody asks for it. */
export const withVersions = (
  implementations: readonly Implementation[],
  named: Iterable<string>,
): readonly Implementation[] => {
  const asked = [...new Set(named)].flatMap((id) => {
    const of = versionIn(id);
    const library = implementations.find((one) => one.id === of?.language)?.library;
    const choice = of && library?.kind === "any version" ? library.choices.get(of.of) : undefined;
    return of && choice ? [choice.at(of.version)] : [];
  });
  return [...implementations, ...asked];
};

import type { NotRunBecause } from "./outcome.ts";
import type { ThirdParty } from "./third-party.ts";

/** A folder under harness/ as its manifest describes it, every path absolute, every placeholder replaced. */
export type Implementation = Readonly<{
  /** `language`, `language:variant`, `language@version` or `language@namedversion`, as go@plugin1.6.0. */
  id: string;
  /** Implementations with the same one are built together; a version is built for itself, and so is a variant with a build. */
  language: string;
  title: string;
  folder: string;
  toolchain: readonly Tool[];
  build: readonly BuildStep[];
  /** Where the products of the build lie, and nothing else. */
  buildFolder: string;
  /** Names of files and folders in the build folder that the programs write while they run. */
  written: readonly string[];
  /** Files and folders that run as they are, beside those that argv names. */
  program: readonly string[];
  /** null: it is a client alone. */
  server: readonly string[] | null;
  /** null: it is a server alone. */
  client: readonly string[] | null;
  /** null for an implementation that is written to CONTRACT.md. */
  thirdParty: ThirdParty | null;
  /** null where the library has the version that the build names. */
  library: Library | null;
  /** Environment that turns the libraries' debug output on. */
  debug: Readonly<Record<string, string>>;
}>;

/** The libraries of an implementation whose versions can be chosen, or the one that was. */
export type Library = Readonly<
  | {
      kind: "any version";
      /** By what stands before the version in an id: nothing of the library that go@1.66.3 means. */
      choices: ReadonlyMap<string, VersionChoice>;
    }
  | { kind: "one version"; name: string; version: string }
>;

export type VersionChoice = Readonly<{
  /** As a description names it. */
  name: string;
  /** null where its versions cannot be listed. */
  list: VersionList | null;
  /** The same programs, built against a version, into a folder of their own. */
  at(version: string): Implementation;
}>;

/** What tells the versions that a library has: a program that prints them, or that asks for them and keeps them in a file. */
export type VersionList = Readonly<
  {
    argv: readonly string[];
    environment: Readonly<Record<string, string>>;
  } & ({ form: PrintedListForm } | { form: KeptListForm; package: string })
>;

/** Whose output it is: `go list -m -versions`, `pip index versions`, `npm view … versions --json`. */
export const printedListForms = ["go", "pip", "npm"] as const;
type PrintedListForm = (typeof printedListForms)[number];

/** Whose file it is: cargo's copy of the index, the metadata in Maven's local repository. */
export const keptListForms = ["cargo", "maven"] as const;
export type KeptListForm = (typeof keptListForms)[number];

export type VersionListForm = PrintedListForm | KeptListForm;

export type Tool = Readonly<{
  name: string;
  /** Prints the version somewhere in its output. */
  command: readonly string[];
  lowest: string;
  /** What a person has to do to get it. */
  install: string;
}>;

export type BuildStep = Readonly<{
  title: string;
  argv: readonly string[];
  /** Files and folders whose content decides whether the step is run again. */
  inputs: readonly string[];
  environment: Readonly<Record<string, string>>;
}>;

/** Why an implementation cannot run on this machine. */
export type MissingPart = Readonly<{
  because: NotRunBecause;
  reason: string;
  /** Whether its cells as a client alone cannot run, or those as a server neither. */
  as: "client" | "either";
}>;

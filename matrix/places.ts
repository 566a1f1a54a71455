import { homedir } from "node:os";
import { basename, dirname, isAbsolute, join, resolve } from "node:path";
import packageJson from "../package.json" with { type: "json" };
import { folderDigest } from "./domain/folder-digest.ts";

/** Every place that the tool has of itself; those of a user come as options. */
export type Places = Readonly<{
  /** Where the tool's own files lie; nothing is written there but in a checkout. */
  root: string;
  harness: string;
  proto: string;
  presets: string;
  routes: string;
  incidents: string;
  expectations: string;
  /** What `init` and `new` write. */
  templates: string;
  /** The compiled launcher's sources. */
  launcher: string;
  /** Programs of the tool's own that Node is started with. */
  programs: Readonly<{ launcher: string; reporter: string }>;
  /** Code of a run's page; null in a checkout, where it is bundled when first needed. */
  page: Readonly<{ script: string; style: string }> | null;
  /** What is built. */
  builds: string;
  /** What bundles a checkout's sources, which load in a third of the time then, and where to; null where a bundle runs. */
  bundle: Readonly<{ program: string; folder: string }> | null;
  /** What V8 has compiled of the tool itself. */
  compileCache: string;
  /** What was made of texts before. */
  keptValues: string;
  /** What `tap` records if no folder is named. */
  recordings: string;
  /** Folders that hold nothing but what the tool built, or recorded. */
  own: Readonly<{ builds: string; recordings: string }>;
}>;

/** What a place of a user follows from (XDG Base Directory Specification). */
export type Surroundings = Readonly<{ environment: NodeJS.ProcessEnv; home: string }>;

/**
 * @param root - of the checkout.
 * @param bundled - the folder of the bundle that runs; null where the sources do.
 */
export const checkoutPlaces = (root: string, bundled: string | null): Places => {
  const builds = join(root, ".build");
  const recordings = join(root, "matrix-results", "taps");
  return {
    ...sources(root),
    launcher: join(root, "matrix", "run", "supervise", "launcher"),
    programs:
      bundled === null
        ? {
            launcher: join(root, "matrix", "run", "supervise", "launcher", "launcher.ts"),
            reporter: join(root, "matrix", "tap", "reporter.ts"),
          }
        : programsIn(bundled),
    page: null,
    builds,
    bundle:
      bundled === null
        ? {
            program: join(root, "matrix", "tooling", "package", "bundle-checkout.ts"),
            folder: join(builds, bundlesName),
          }
        : null,
    compileCache: join(builds, "compile-cache"),
    keptValues: join(builds, "kept.json"),
    recordings,
    own: { builds, recordings },
  };
};

/**
 * An installed package may be read alone, and be the same for all users of a machine.
 *
 * @param root - the package's folder.
 */
export const packagePlaces = (
  root: string,
  version: string,
  { environment, home }: Surroundings,
): Places => {
  const cache = join(named(environment["XDG_CACHE_HOME"]) ?? join(home, ".cache"), name);
  const state = join(named(environment["XDG_STATE_HOME"]) ?? join(home, ".local", "state"), name);
  // What is built holds the path of its sources: two installations would take turns in building anew.
  const builds = join(cache, `${version}-${folderDigest(root)}`);
  return {
    ...sources(root),
    launcher: join(root, "launcher"),
    programs: programsIn(join(root, "bundle")),
    bundle: null,
    page: { script: join(root, "bundle", "page.js"), style: join(root, "bundle", "page.css") },
    builds,
    compileCache: join(builds, "compile-cache"),
    keptValues: join(builds, "kept.json"),
    recordings: join(state, "taps"),
    own: { builds: cache, recordings: state },
  };
};

const { name } = packageJson;

const programsIn = (bundle: string) => ({
  launcher: join(bundle, "launcher.js"),
  reporter: join(bundle, "reporter.js"),
});

/** The specification has relative paths ignored. */
const named = (path: string | undefined): string | null =>
  path !== undefined && isAbsolute(path) ? path : null;

/** The same in both, so that manifests and presets lead to the same files. */
const sources = (root: string) => ({
  root,
  harness: join(root, "harness"),
  proto: join(root, "proto"),
  presets: join(root, "fixtures", "presets"),
  routes: join(root, "fixtures", "routes"),
  incidents: join(root, "fixtures", "incidents", "incidents.yaml"),
  expectations: join(root, "fixtures", "expectations.yaml"),
  templates: join(root, "fixtures", "templates"),
});

/** Each bundle of a checkout lies in a folder of its own here, since one may run while the next is made. */
const bundlesName = "bundles";

const { dirname: folder, filename } = import.meta;

export type Origin = "checkout" | "package";

/** This file lies one folder below the root, as the package's bundle does; a checkout's lies three below. */
const checkoutRoot = (): string | null => {
  if (filename.endsWith(".ts")) return dirname(folder);
  return basename(dirname(folder)) === bundlesName ? resolve(folder, "..", "..", "..") : null;
};

const root = checkoutRoot();

/** How the tool came here. */
export const origin: Origin = root === null ? "package" : "checkout";

export const places: Places =
  root === null
    ? packagePlaces(dirname(folder), packageJson.version, {
        environment: process.env,
        home: homedir(),
      })
    : checkoutPlaces(root, filename.endsWith(".ts") ? null : folder);

import { randomBytes } from "node:crypto";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { places } from "../../places.ts";
import { buildFolder } from "../../run/inputs/build-folder.ts";
import { besideBuild } from "../../run/supervise/build-record.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";

/** A program of fixtures/programs/builds. */
export const buildProgram = (name: string): string =>
  join(places.root, "fixtures", "programs", "builds", name);

/** An implementation in a folder of the running test's own; what is built of it is removed when the test has ended. */
export type OwnImplementation = Readonly<{ id: string; folder: string; build: string }>;

/**
 * @param name - what its folder is called.
 * @param id - unlike that of any other; made up where it does not matter.
 * @param fields - of its manifest, beside id, title and toolchain.
 */
export const ownImplementation = (
  name: string,
  fields: (one: OwnImplementation) => Readonly<Record<string, unknown>>,
  id = madeUpId(),
): OwnImplementation => {
  const folder = join(temporaryFolder(), name);
  const build = buildFolder(id, folder);
  const one = { id, folder, build };
  mkdirSync(folder);
  const manifest = { id, title: id, toolchain: [], ...fields(one) };
  // JSON is YAML.
  writeFileSync(join(folder, "implementation.yaml"), JSON.stringify(manifest));
  unbuiltAfterwards(one);
  return one;
};

/** What the running test builds of an implementation is removed when the test has ended. */
export const unbuiltAfterwards = ({
  id,
  folder,
}: Pick<OwnImplementation, "id" | "folder">): void => {
  const build = buildFolder(id, folder);
  onTestFinished(() => {
    rmSync(build, { recursive: true, force: true });
    for (const kind of ["records", "locks", "descriptions"] as const) {
      rmSync(besideBuild(build, kind), { force: true });
    }
  });
};

/** An id unlike that of any other. */
export const madeUpId = (): string => `own-${randomBytes(6).toString("hex")}`;

/** The Node implementation's programs as a build makes them. */
export const nodePrograms = {
  server: ["{node}", "{build}/server.mjs"],
  client: ["{node}", "{build}/client.mjs"],
} as const;

/** A build of {@link nodePrograms} that run a statement before: of `server`, of `client`, or of `both`. */
export const nodeBuild = (who: "server" | "client" | "both" = "both", statement = "") => [
  {
    title: "programs",
    argv: ["{node}", buildProgram("node-programs.ts"), "{build}", who, statement],
    inputs: [buildProgram("node-programs.ts")],
  },
];

/** Options of `run` for cells without TLS between these, each as a server of Node's client or as named. */
export const crossing = (
  own: readonly OwnImplementation[],
  pairs: readonly (readonly [client: string, server: string])[],
): readonly string[] => {
  const folder = temporaryFolder();
  const preset = join(folder, "own.yaml");
  mkdirSync(dirname(preset), { recursive: true });
  const cross = pairs.map(([client, server]) => ({
    client: [client],
    server: [server],
    mode: ["none"],
  }));
  writeFileSync(
    preset,
    JSON.stringify({ description: "own programs", steps: ["put", "get-exact"], cross }),
  );
  return ["run", "--preset", preset, ...own.flatMap((one) => ["--harness", one.folder])];
};

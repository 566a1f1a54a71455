import {
  chmodSync,
  mkdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, test } from "vitest";
import type { Implementation } from "../../domain/implementation.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { filesBelow } from "./file-state.ts";
import { changedSince, type Program, programOf, touchedSince } from "./program.ts";

let folder: string;
let build: string;
let outside: string;

beforeEach(() => {
  const root = temporaryFolder();
  [folder, build, outside] = [join(root, "go"), join(root, "built"), join(root, "outside")];
  for (const path of [join(folder, "library"), join(build, "deep"), outside]) {
    mkdirSync(path, { recursive: true });
  }
  writeFileSync(join(folder, "run.sh"), "run");
  writeFileSync(join(folder, "options.txt"), "options");
  writeFileSync(join(folder, "notes.txt"), "notes");
  writeFileSync(join(folder, "library", "a"), "a");
  writeFileSync(join(build, "server"), "server");
  writeFileSync(join(build, "deep", "b"), "b");
  writeFileSync(join(outside, "interpreter"), "interpreter");
  symlinkSync(join(outside, "interpreter"), join(build, "interpreter"));
});

const implementation = (over: Partial<Implementation> = {}): Implementation => ({
  id: "go",
  language: "go",
  title: "go",
  folder,
  toolchain: [],
  build: [],
  buildFolder: build,
  written: ["cache"],
  program: [join(folder, "library")],
  server: [join(build, "server"), join(folder, "run.sh"), `--options=${folder}/options.txt`],
  client: [join(build, "interpreter"), join(folder, "absent")],
  thirdParty: null,
  library: null,
  debug: {},
  ...over,
});

const program = async (over: Partial<Implementation> = {}): Promise<Program> => {
  const one = implementation(over);
  return programOf(one, await filesBelow(build, one.written), new Map());
};

test("the same files have the same digest, whatever their time stamps are", async () => {
  const { digest } = await program();
  expect(digest).toMatch(/^sha256:[0-9a-f]{64}$/);
  utimesSync(join(build, "server"), 1, 1);
  expect((await program()).digest).toBe(digest);
});

/** What can be done to what runs, each with whether it is told. */
const changes: readonly (readonly [string, () => void, RegExp])[] = [
  ["an artefact", () => writeFileSync(join(build, "server"), "other"), /server was changed/],
  [
    "a link to another program in its place",
    () => {
      rmSync(join(build, "server"));
      symlinkSync("deep/b", join(build, "server"));
    },
    /server was replaced by a link to deep\/b/,
  ],
  [
    "another place for a link",
    () => {
      rmSync(join(build, "interpreter"));
      symlinkSync("server", join(build, "interpreter"));
    },
    /interpreter was changed/,
  ],
  [
    "what a link leads to",
    () => writeFileSync(join(outside, "interpreter"), "other"),
    /interpreter was changed/,
  ],
  ["no artefact", () => rmSync(join(build, "deep", "b")), /b is missing/],
  ["one more", () => writeFileSync(join(build, "deep", "c"), ""), /c was added .*`written`/],
  ["the right to run", () => chmodSync(join(build, "server"), 0o755), /server was changed/],
  [
    "a file that argv names",
    () => writeFileSync(join(folder, "run.sh"), "x"),
    /run.sh was changed/,
  ],
  [
    "a file that a word of argv has in it",
    () => writeFileSync(join(folder, "options.txt"), "x"),
    /options.txt was changed/,
  ],
  [
    "a file of a folder that the manifest names",
    () => writeFileSync(join(folder, "library", "a"), "x"),
    /a was changed/,
  ],
  ["a file more there", () => writeFileSync(join(folder, "library", "b"), ""), /b was added/],
  [
    "a folder in place of another",
    () => renameSync(join(build, "deep"), join(build, "deeper")),
    /(deep|b) is missing/,
  ],
];

describe("a change makes another digest, and is named", () => {
  test.for(changes)("%s", async ([, change, what]) => {
    const before = await program();
    change();
    expect((await program()).digest).not.toBe(before.digest);
    const changed = changedSince(new Map([["go", before]]));
    expect(changed.get("go")).toMatch(what);
    expect(changed.get("go")).toMatch(/ while the run went on/);
  });
});

test.for<readonly [string, Partial<Implementation>]>([
  ["the server's argv", { server: ["x"] }],
  ["the client's argv", { client: ["x"] }],
  ["what runs as it is", { program: [] }],
])("another digest for %s", async ([, over]) => {
  expect((await program(over)).digest).not.toBe((await program()).digest);
});

test.for<readonly [string, () => void]>([
  ["a file that nobody names", () => writeFileSync(join(folder, "notes.txt"), "other")],
  [
    "what programs write",
    () => {
      mkdirSync(join(build, "deep", "cache"));
      writeFileSync(join(build, "deep", "cache", "x"), "x");
    },
  ],
  [
    "bytecode among the sources",
    () => {
      mkdirSync(join(folder, "library", "__pycache__"));
      writeFileSync(join(folder, "library", "__pycache__", "x"), "x");
    },
  ],
])("the same program in spite of %s", async ([, change]) => {
  const before = await program();
  change();
  expect((await program()).digest).toBe(before.digest);
  expect(changedSince(new Map([["go", before]]))).toEqual(new Map());
  expect(touchedSince(before)).toBeNull();
});

test("what was written to in a run counts as changed, though its content and its time are as before", async () => {
  const before = await program();
  const server = join(build, "server");
  const { atime, mtime } = statSync(server);
  writeFileSync(server, "server");
  utimesSync(server, atime, mtime);
  const told = `${server} was written to while the run went on`;
  expect(touchedSince(before)).toBe(told);
  expect(changedSince(new Map([["go", before]]))).toEqual(new Map([["go", told]]));
});

test("before a start of a program of many files, those that argv names are looked at", async () => {
  for (let at = 0; at < 40; at++) writeFileSync(join(build, "deep", `${at}`), "");
  const before = await program();
  expect(before.watched.map(({ root, state }) => join(root, state.path)).sort()).toEqual([
    join(build, "interpreter"),
    join(build, "interpreter"),
    join(build, "server"),
    join(folder, "run.sh"),
  ]);
});

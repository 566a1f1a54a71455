import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, symlinkSync, truncateSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, expect, test } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { type FileState, filesBelow, isUntouched, lookAgain, TooMuch } from "./file-state.ts";

let folder: string;
let outside: string;

beforeEach(() => {
  const root = temporaryFolder();
  [folder, outside] = [join(root, "in"), join(root, "out")];
  mkdirSync(folder);
  mkdirSync(outside);
});

const seen = async (ignored: readonly string[] = []) =>
  (await filesBelow(folder, ignored)).map(({ path, kind }) => `${kind} ${path}`);

const stateOf = async (path: string, kind: FileState["kind"]): Promise<FileState> => {
  const found = (await filesBelow(folder, [])).find(
    (state) => state.path === path && state.kind === kind,
  );
  if (!found) throw new Error(`no ${kind} ${path}`);
  return found;
};

const pipe = (path: string) => execFileSync("mkfifo", [path]);

test("everything is seen, in order, and nothing beyond a link but the file that it leads to", async () => {
  mkdirSync(join(folder, "b"));
  writeFileSync(join(folder, "b", "program"), "", { mode: 0o755 });
  writeFileSync(join(folder, "a"), "a");
  writeFileSync(join(outside, "file"), "file");
  symlinkSync("a", join(folder, "c-within"));
  symlinkSync(join(outside, "file"), join(folder, "d-without"));
  symlinkSync(outside, join(folder, "e-folder"));
  symlinkSync("nowhere", join(folder, "f-dangling"));
  symlinkSync("g-circle", join(folder, "g-circle"));
  pipe(join(folder, "h-pipe"));
  expect(await seen()).toEqual([
    "folder ",
    "file a",
    "folder b",
    "program b/program",
    "link c-within",
    "link d-without",
    "target d-without",
    "link e-folder",
    "link f-dangling",
    "link g-circle",
    "other h-pipe",
  ]);
});

test("what is ignored is ignored wherever it lies", async () => {
  mkdirSync(join(folder, "deep", "cache"), { recursive: true });
  writeFileSync(join(folder, "cache"), "");
  expect(await seen(["cache"])).toEqual(["folder ", "folder deep"]);
});

test("a file alone, and nothing at all", async () => {
  writeFileSync(join(folder, "a"), "a");
  const states = await filesBelow(join(folder, "a"), []);
  expect(states).toMatchObject([{ path: "", kind: "file", size: 1 }]);
  expect(states.every((state) => isUntouched(join(folder, "a"), state))).toBe(true);
  expect(await filesBelow(join(folder, "absent"), [])).toEqual([]);
});

test("a file that claims to be endless is not read", async () => {
  writeFileSync(join(folder, "a"), "");
  truncateSync(join(folder, "a"), 2 ** 42);
  await expect(filesBelow(folder, [])).rejects.toThrow(new TooMuch(folder, "bytes"));
});

test.for<readonly [string, () => void]>([
  ["a pipe, which would never end", () => pipe(join(outside, "file"))],
  [
    "an endless file",
    () => {
      writeFileSync(join(outside, "file"), "");
      truncateSync(join(outside, "file"), 2 ** 42);
    },
  ],
])("what became %s is not read either", async ([, become]) => {
  writeFileSync(join(outside, "file"), "file");
  symlinkSync(join(outside, "file"), join(folder, "link"));
  const target = await stateOf("link", "target");
  rmSync(join(outside, "file"));
  become();
  expect(isUntouched(folder, target)).toBe(false);
  expect(lookAgain(folder, target)).toBe(`${join(folder, "link")} was changed`);
});

test("the end of a run is heard while it is read", async () => {
  const ending = new AbortController();
  for (const name of ["a", "b", "c"]) {
    writeFileSync(join(folder, name), "");
    truncateSync(join(folder, name), 2 ** 24);
  }
  const reading = filesBelow(folder, [], ending.signal);
  setImmediate(() => ending.abort());
  await expect(reading).rejects.toThrow("This operation was aborted");
});

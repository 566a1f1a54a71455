import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, expect, onTestFinished, test, vi } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { fallbackLauncher } from "../supervise/launcher-build.ts";
import { HarnessFault } from "../supervise/worker.ts";
import { openPrivateFolder } from "./private-folder.ts";

let root: string;
let notes: string[];
let closed: boolean;

beforeEach(() => {
  root = temporaryFolder();
  notes = [];
  closed = false;
  vi.stubEnv("TMPDIR", root);
});

afterEach(() => vi.unstubAllEnvs());

const open = () =>
  openPrivateFolder({
    launcher: fallbackLauncher.argv,
    note: (sentence) => void notes.push(sentence),
    isClosed: () => closed,
  });

test("nothing is left of it, and nothing is said", async () => {
  const folder = open();
  const own = folder.ofProcess("server");
  writeFileSync(join(own.path, "tmp", "left"), "");
  await folder.remove();
  expect(readdirSync(root)).toEqual([]);
  expect(notes).toEqual([]);
});

test("once the run is being ended, nothing that is still under way brings it back", async () => {
  const folder = open();
  const certificate = join(folder.pki, "ca.crt");
  writeFileSync(certificate, "");
  const own = folder.ofProcess("server");
  closed = true;
  await folder.remove();
  expect(() => own.copyOf(certificate)).toThrow(HarnessFault);
  expect(() => folder.ofProcess("client")).toThrow(HarnessFault);
  expect(readdirSync(root)).toEqual([]);
});

test("where TMPDIR cannot be used, it is said where it lies instead", async () => {
  const unfit = join(root, "a\nb");
  mkdirSync(unfit);
  vi.stubEnv("TMPDIR", unfit);
  vi.stubEnv("XDG_RUNTIME_DIR", root);
  const folder = open();
  expect(dirname(dirname(folder.pki))).toBe(root);
  expect(notes).toEqual([expect.stringContaining(`temporary files lie in ${root}: the name `)]);
  await folder.remove();
  expect(existsSync(dirname(folder.pki))).toBe(false);
});

/** Whether the attribute could be changed: root alone may, and not everywhere. */
const changed = (attribute: "+i" | "-i", file: string): boolean =>
  spawnSync("sh", ["-c", 'chattr "$1" "$2"', "sh", attribute, file]).status === 0;

test("what cannot be removed stays, with a sentence that says how", async ({ skip }) => {
  const folder = open();
  const own = folder.ofProcess("server");
  const file = join(own.path, "tmp", "immutable");
  writeFileSync(file, "");
  if (!changed("+i", file)) {
    await folder.remove();
    return skip();
  }
  onTestFinished(() => {
    changed("-i", file);
    rmSync(root, { recursive: true, force: true });
  });
  await folder.remove();
  const path = dirname(folder.pki);
  expect(notes).toEqual([
    `${path} stays, since something in it cannot be removed (EPERM), and may have keys of this run: remove it with rm -rf ${path}, where a file is immutable after chattr -R -i ${path}`,
  ]);
});

import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { listening } from "../../limits/listening.ts";
import { fileFacts } from "./file-facts.ts";
import { nameFolder } from "./socket-folder.ts";

const root = mkdtempSync(join(tmpdir(), "socket-folder-"));
afterAll(() => rmSync(root, { recursive: true }));

let made = 0;
const testbed = { path: (name: string) => join(root, `${++made}-${name}`) };
const seen = { directory: null, isLeft: false };

test("a folder for its user alone, and no group", () => {
  const folder = nameFolder(testbed, "for its user");
  const { folder: path } = folder.options;
  expect(folder.options).toEqual({ folder: path });
  expect(fileFacts(path)).toMatchObject({ kind: "folder", mode: 0o700 });
  expect(folder.seen(seen)).toEqual({ named: path, group: null, ...seen });
});

test("a group that this process may give a file to, and the folder stays its own", () => {
  const folder = nameFolder(testbed, "for a group");
  const { folder: path, group } = folder.options;
  expect(group).toMatch(/^\d+$/);
  expect(folder.seen(seen).group).toBe(Number(group));
  expect(statSync(path).gid).toBe(process.getgid?.());
});

test("facts of files of each kind, and of none", async () => {
  const [file, socket] = [join(root, "file"), join(root, "socket")];
  writeFileSync(file, "", { mode: 0o640 });
  const listener = createServer();
  await listening(listener, { path: socket });
  const facts = [file, socket, root, join(root, "none")].map((path) => fileFacts(path)?.kind);
  listener.close();
  expect(facts).toEqual(["other", "socket", "folder", undefined]);
  expect(fileFacts(file)?.mode).toBe(0o640);
});

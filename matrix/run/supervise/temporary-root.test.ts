import { spawnSync } from "node:child_process";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join, relative } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { EnvironmentFault } from "../../domain/environment-fault.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { longestRootBytes, temporaryRoot } from "./temporary-root.ts";

const inside = (folder: string, bytes: number) => {
  const path = join(folder, "x".repeat(bytes - folder.length - 1));
  mkdirSync(path);
  return path;
};

/** Of TMPDIR, with these short places. */
const rootOf = (
  usual: string,
  others: readonly string[] = [],
  environment: object = { TMPDIR: usual },
) => temporaryRoot({ environment: { ...environment }, usual, others }).path;

test("a folder with the longest name that sockets allow is taken, and one byte more is not", () => {
  const folder = temporaryFolder();
  const longest = inside(folder, longestRootBytes);
  const longer = inside(folder, longestRootBytes + 1);
  expect(rootOf(longest, [folder])).toBe(longest);
  expect(rootOf(longer, [folder])).toBe(folder);
});

test("under the longest root every socket of a run can be listened on", async () => {
  const folder = temporaryFolder();
  const root = inside(folder, longestRootBytes);
  const below = join(root, "hm-123456", "plugin-dir1234567890");
  mkdirSync(below, { recursive: true });
  const server = createServer().listen(join(below, "plugin1234567890.tap"));
  onTestFinished(() => void server.close());
  await new Promise<void>((resolve, reject) => {
    server.once("listening", resolve).once("error", reject);
  });
  expect(server.listening).toBe(true);
});

test("a name of 120 characters with nowhere else to go is one sentence", () => {
  const folder = temporaryFolder();
  const long = inside(folder, 120);
  expect(() => rootOf(long, ["/no/such"])).toThrow(
    new EnvironmentFault(
      `none of ${long}, /no/such is a folder that can be written and has a name of at most ${longestRootBytes} bytes, as sockets need, with letters, digits and /._~@%+=:,- alone; set TMPDIR to one`,
    ),
  );
});

test.for([
  ["a line feed", "a\nb", '"\\n"'],
  ["a carriage return", "a\rb", '"\\r"'],
  ["a tab", "a\tb", '"\\t"'],
  ["an escape", "a\u001b[31mb", '"\\u001b"'],
  ["the separator of handshake lines", "a|b", '"|"'],
  ["a space", "a b", '" "'],
  ["a double quote", 'a"b', '"\\""'],
  ["a single quote", "a'b", '"\'"'],
  ["a word of a shell or of nginx", "a$&b", '"$"'],
  ["a backslash", "a\\b", '"\\\\"'],
  ["the end of a statement", "a;b", '";"'],
  ["the beginning of a comment", "a#b", '"#"'],
  ["a placeholder", "a{keyLog}b", '"{"'],
  ["a pattern", "a*b", '"*"'],
] as const)("a TMPDIR with %s: another place, and a sentence", ([, name, character]) => {
  const folder = temporaryFolder();
  const usual = join(folder, name);
  mkdirSync(usual);
  const root = temporaryRoot({ environment: { TMPDIR: usual }, usual, others: [folder] });
  expect(root).toEqual({
    path: folder,
    insteadBecause: `temporary files lie in ${folder}: the name ${JSON.stringify(usual)} has ${character}, which cannot stand in a handshake line or in an intermediary's configuration`,
  });
  expect(() => rootOf(usual)).toThrow(`none of ${JSON.stringify(usual)} is a folder`);
});

test.for(["-a", "a.b_c", "~d@e%", "4+f=g", ":h,i", "\u00e9\u4f60"])(
  "a TMPDIR that stays: %s",
  (name) => {
    const usual = join(temporaryFolder(), name);
    mkdirSync(usual);
    const root = temporaryRoot({ environment: { TMPDIR: usual }, usual, others: ["/tmp"] });
    expect(root).toEqual({ path: usual, insteadBecause: null });
  },
);

test("a TMPDIR that is named from the working folder is absolute", () => {
  const usual = temporaryFolder();
  expect(rootOf(relative(process.cwd(), usual))).toBe(usual);
});

const unusable = (kind: string): string => {
  const path = join(temporaryFolder(), "root");
  if (kind === "file") writeFileSync(path, "");
  return path;
};

test.for([
  ["missing", "which does not exist"],
  ["file", "which is no folder"],
] as const)("a TMPDIR that is a %s", ([kind, why]) => {
  const path = unusable(kind);
  expect(() => rootOf(path, ["/tmp"])).toThrow(
    new EnvironmentFault(
      `TMPDIR is ${path}, ${why}; set it to a folder that can be written, with 100 MB free`,
    ),
  );
  expect(rootOf(path, ["/tmp"], {})).toBe("/tmp");
});

test("a TMPDIR on a file system that is read-only", ({ skip }) => {
  const folder = temporaryFolder();
  const mounted = spawnSync("mount", ["-t", "tmpfs", "-o", "ro", "none", folder]);
  if (mounted.status !== 0) return skip();
  onTestFinished(() => {
    spawnSync("umount", ["-l", folder]);
    rmSync(folder, { recursive: true, force: true });
  });
  expect(() => rootOf(folder)).toThrow(
    `TMPDIR is ${folder}, which cannot be written (EROFS); set it to`,
  );
});

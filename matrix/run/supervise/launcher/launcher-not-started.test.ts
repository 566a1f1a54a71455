/** The sentences of both launchers on a program that cannot be started. */
import { execFileSync } from "node:child_process";
import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "../../../tooling/test/temporary-folder.ts";
import { bothLaunchers, guardOf, hostOf, rest } from "./under-test.ts";

const launchers = await bothLaunchers();

/** A 64-bit ELF file with the header of Node's own and one program header, PT_INTERP (elf(5)). */
const elfThatNeeds = (interpreter: string): Buffer => {
  const name = Buffer.from(`${interpreter}\0`);
  const content = Buffer.concat([Buffer.alloc(64 + 56), name]);
  readFileSync(process.execPath).copy(content, 0, 0, 64);
  content.writeBigUInt64LE(64n, 32); // e_phoff
  content.writeUInt16LE(1, 56); // e_phnum
  content.writeUInt32LE(3, 64); // p_type: PT_INTERP
  content.writeBigUInt64LE(64n + 56n, 64 + 8); // p_offset
  content.writeBigUInt64LE(BigInt(name.length), 64 + 32); // p_filesz
  return content;
};

/** Programs in a folder, by name, with what they are and what both launchers say of them. */
const cases = [
  {
    file: "missing",
    reason: "no such file",
    sentence: (file: string) => `${file}: no such file`,
  },
  {
    file: "no-such-program",
    on: "PATH",
    reason: "no such file",
    sentence: () => "no-such-program: no such program on PATH",
  },
  {
    file: "plain/below-a-file",
    reason: "no such file",
    sentence: (file: string) => `${file}: no such file`,
  },
  {
    file: ".",
    reason: "not executable",
    sentence: (file: string) => `${file} is a directory`,
  },
  {
    file: "plain",
    reason: "not executable",
    sentence: (file: string) => `${file}: not executable, it has no run bit`,
  },
  {
    file: "pipe",
    pipe: true,
    reason: "not executable",
    sentence: (file: string) => `${file} is a pipe, a socket or a device`,
  },
  {
    file: "script",
    content: "#! /missing/interpreter -x\n",
    reason: "no interpreter",
    sentence: (file: string) => `${file} exists, but its interpreter /missing/interpreter does not`,
  },
  {
    file: "carriage-return",
    content: "#!/bin/sh\r\nexit 0\n",
    reason: "no interpreter",
    sentence: (file: string) => `${file} exists, but its interpreter "/bin/sh\\r" does not`,
  },
  {
    file: "interpreter-without-run-bit",
    content: "#!/etc/passwd\n",
    reason: "no interpreter",
    sentence: (file: string) => `${file} needs the interpreter /etc/passwd, which has no run bit`,
  },
  {
    file: "foreign",
    content: elfThatNeeds("/lib/missing-ld.so.9"),
    reason: "no interpreter",
    sentence: (file: string) => `${file} exists, but its interpreter /lib/missing-ld.so.9 does not`,
  },
  {
    file: "bare",
    content: "exit 0\n",
    reason: "wrong format",
    sentence: (file: string) =>
      `${file} is neither an executable for this machine nor a script that begins with #!`,
  },
  {
    file: "empty",
    content: "",
    reason: "wrong format",
    sentence: (file: string) =>
      `${file} is neither an executable for this machine nor a script that begins with #!`,
  },
] as const;

describe.runIf(process.platform === "linux").for(launchers)("the $kind launcher", (launcher) => {
  test.for(cases)("has a sentence for: $file", async (row) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, "plain"), "#!/bin/sh\n", { mode: 0o644 });
    const file = "on" in row ? row.file : `${folder}/${row.file}`;
    if ("content" in row) {
      writeFileSync(file, row.content);
      chmodSync(file, 0o755);
    }
    const error = row.sentence(file);
    if ("pipe" in row) execFileSync("mkfifo", ["-m", "755", file]);
    const guard = guardOf(launcher, [file]);
    expect(await guard.messages()).toEqual([{ type: "not-started", error, reason: row.reason }]);
    expect(await guard.status).toBe(126);
  });

  test("tells the orchestrator and the host", async () => {
    const error = "/missing/plugin: no such file";
    const host = await hostOf(launcher, ["/missing/plugin"]);
    expect(await host.messages()).toMatchObject([
      { type: "hello" },
      { type: "not-started", error, reason: "no such file" },
    ]);
    expect(String(await rest(host.stderr))).toBe(`${error}\n`);
    expect(await host.status).toBe(126);
  });
});

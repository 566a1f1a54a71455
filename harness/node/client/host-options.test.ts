import { createHash } from "node:crypto";
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { JsonFields } from "../contract/json-fields.ts";
import { Unsupported } from "../contract/unsupported.ts";
import { makeSocketDirectory, readHostOptions, verifyChecksum } from "./host-options.ts";

const folder = mkdtempSync(join(tmpdir(), "host-options-"));
afterAll(() => rmSync(folder, { recursive: true }));

const read = (host: object) => readHostOptions(new JsonFields({ host }, "target"));

test.for([
  { host: {}, options: { output: false } },
  { host: { multiplex: false, output: true }, options: { output: true } },
  { host: { protocolVersions: [1, 2] }, options: { protocolVersions: [1, 2], output: false } },
  {
    host: { sockets: { folder: "/f", group: "7" }, sha256: "ab" },
    options: { sockets: { folder: "/f", group: "7" }, sha256: "ab", output: false },
  },
])("$host is $options", ({ host, options }) => {
  expect(read(host)).toEqual(options);
});

test("multiplexing is not to be had", () => {
  expect(() => read({ multiplex: true })).toThrow(Unsupported);
});

test("a program's checksum", () => {
  const program = join(folder, "program");
  writeFileSync(program, "x");
  const digest = (text: string) => createHash("sha256").update(text).digest("hex");
  expect(() => verifyChecksum(program, digest("x"))).not.toThrow();
  expect(() => verifyChecksum(program, digest("y"))).toThrow("checksums did not match");
  expect(() => verifyChecksum(join(folder, "none"), "")).toThrow("error verifying checksum");
});

const group = String(statSync(folder).gid);

test.for([
  { group: undefined, mode: 0o700, told: {} },
  { group, mode: 0o770, told: { PLUGIN_UNIX_SOCKET_GROUP: group } },
])("a directory for the group $group", ({ group, mode, told }) => {
  const { path, environment } = makeSocketDirectory({ folder, group });
  expect([dirname(path), statSync(path).mode & 0o777]).toEqual([folder, mode]);
  expect(environment).toEqual({ PLUGIN_UNIX_SOCKET_DIR: path, ...told });
});

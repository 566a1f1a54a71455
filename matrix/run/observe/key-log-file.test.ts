import { appendFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { KeyLogFile } from "./key-log-file.ts";

const randomOf = (byte: number) => Buffer.alloc(32, byte).toString("hex");
const line = (label: string, byte: number, secret: string) =>
  `${label} ${randomOf(byte)} ${secret}\n`;

const secretsOf = (file: KeyLogFile, byte: number) =>
  [...(file.get(randomOf(byte)) ?? [])].map(([label, secret]) => [
    label,
    Buffer.from(secret).toString("hex"),
  ]);

const logged = () => {
  const path = join(temporaryFolder(), "keys.txt");
  return { file: new KeyLogFile(path), append: (text: string) => appendFileSync(path, text) };
};

test("what was appended since the last look is found", () => {
  const { file, append } = logged();
  expect(secretsOf(file, 1)).toEqual([]);
  append(line("CLIENT_TRAFFIC_SECRET_0", 1, "aa"));
  expect(secretsOf(file, 1)).toEqual([["CLIENT_TRAFFIC_SECRET_0", "aa"]]);
  append(line("CLIENT_TRAFFIC_SECRET_0", 2, "bb"));
  expect(secretsOf(file, 2)).toEqual([["CLIENT_TRAFFIC_SECRET_0", "bb"]]);
  expect(secretsOf(file, 1)).toEqual([["CLIENT_TRAFFIC_SECRET_0", "aa"]]);
});

test("a line that was half written at the last look is read whole", () => {
  const { file, append } = logged();
  const whole = line("CLIENT_TRAFFIC_SECRET_0", 1, "aabb");
  append(whole.slice(0, 50));
  expect(secretsOf(file, 1)).toEqual([]);
  append(whole.slice(50));
  expect(secretsOf(file, 1)).toEqual([["CLIENT_TRAFFIC_SECRET_0", "aabb"]]);
});

test("every secret of one connection is found", () => {
  const { file, append } = logged();
  append(
    line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", 1, "aa") + line("CLIENT_TRAFFIC_SECRET_0", 1, "bb"),
  );
  expect(secretsOf(file, 1)).toEqual([
    ["CLIENT_HANDSHAKE_TRAFFIC_SECRET", "aa"],
    ["CLIENT_TRAFFIC_SECRET_0", "bb"],
  ]);
});

test("a look while a connection's secrets are half written does not lose the others", () => {
  const { file, append } = logged();
  append(line("CLIENT_HANDSHAKE_TRAFFIC_SECRET", 1, "aa"));
  expect(secretsOf(file, 2)).toEqual([]);
  append(line("CLIENT_TRAFFIC_SECRET_0", 1, "bb"));
  expect(secretsOf(file, 1)).toEqual([
    ["CLIENT_HANDSHAKE_TRAFFIC_SECRET", "aa"],
    ["CLIENT_TRAFFIC_SECRET_0", "bb"],
  ]);
});

test("a log longer than one reading is read to its end", () => {
  const { file, append } = logged();
  append(line("SERVER_TRAFFIC_SECRET_0", 1, "aa").repeat(2000));
  append(line("SERVER_TRAFFIC_SECRET_0", 2, "bb"));
  expect(secretsOf(file, 2)).toEqual([["SERVER_TRAFFIC_SECRET_0", "bb"]]);
});

test("a file that never comes has no secrets", () => {
  const file = new KeyLogFile(join(temporaryFolder(), "no", "such"));
  expect(file.get(randomOf(1))).toBeUndefined();
});

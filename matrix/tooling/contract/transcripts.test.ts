import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { places } from "../../places.ts";
import { announcementSchema } from "../../run/supervise/announcement.ts";
import { proveRequestSchema, serverConfigSchema } from "../../run/supervise/request-messages.ts";
import { answerSchema } from "../../run/supervise/worker-messages.ts";

const contract = readFileSync(join(places.harness, "CONTRACT.md"), "utf8");
const transcripts = contract.slice(contract.indexOf("## Transcripts"));

/** What follows a word at the beginning of a line, cut texts joined. */
const messages = (beginning: string): readonly unknown[] =>
  transcripts
    .split("\n")
    .filter((line) => line.startsWith(beginning))
    .map((line) => JSON.parse(line.slice(beginning.length).replaceAll("…", "")));

const params = (request: unknown) => (request as { params: unknown }).params;
const result = (answer: unknown) => (answer as { result: unknown }).result;

describe("the transcripts of CONTRACT.md have the form of its schemas", () => {
  test.for([
    ["KV_SERVER_CONFIG ", serverConfigSchema, 3, (message: unknown) => message],
    ["server  > ", announcementSchema, 3, (message: unknown) => message],
    ["client  < ", proveRequestSchema, 5, params],
    ["client  > ", answerSchema, 5, result],
  ] as const)("%s", ([beginning, schema, count, inner]) => {
    const read = messages(beginning).map(inner);
    expect(read).toHaveLength(count);
    for (const message of read) expect(schema.safeParse(message).error?.issues ?? []).toEqual([]);
  });
});

test("the plugin's configuration in its environment has it too", () => {
  const plugin = proveRequestSchema.parse(params(messages("client  < ")[3])).target;
  if (plugin.kind !== "plugin") throw new Error("the fourth request starts no plugin");
  const config = JSON.parse(plugin.environment["KV_SERVER_CONFIG"] ?? "");
  expect(serverConfigSchema.parse(config)).toEqual(config);
});

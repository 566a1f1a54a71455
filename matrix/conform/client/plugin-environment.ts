import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { z } from "zod";
import { jsonLine } from "../../run/supervise/json-line.ts";
import type { Bench } from "../bench.ts";
import { broken, type Finding, judged } from "../clause.ts";
import { plainLine, withPlugin } from "./plugin-peer.ts";
import { get, proved, step, whatStarted } from "./proving.ts";

/** A program for Node that writes its environment to its first argument, prints its second, and stays. */
const program = `
const [file, line] = process.argv.slice(1);
require("node:fs").writeFileSync(file, JSON.stringify(process.env));
console.log(line);
process.stdin.resume();
`;

const isEnvironment = jsonLine(z.record(z.string(), z.string()));

/** What a host sets, as go-plugin's client.go does, and what this request and the client's own environment add. */
const expected: Readonly<Record<string, string>> = {
  BASIC_PLUGIN: "hello",
  PLUGIN_PROTOCOL_VERSIONS: "1",
  OF_THE_REQUEST: "yes",
};

/** TMPDIR is in the client's own. */
const alsoSet = ["PLUGIN_MIN_PORT", "PLUGIN_MAX_PORT", "TMPDIR"];

/** The environment that a client gives a plugin. */
export const environmentOf = (bench: Bench): Promise<Finding> =>
  withPlugin(bench, { answer: () => ({ status: "OK" }) }, (client, { request, endpoint }) => {
    const sent = "a plugin that writes its environment down";
    const file = join(client.startup.folder.path, "environment.json");
    const asked = request([step("get", get("key"))]);
    const target = {
      kind: "plugin",
      argv: [process.execPath, "--eval", program, file, plainLine(endpoint)],
      environment: { OF_THE_REQUEST: "yes" },
      startTimeoutMs: 5000,
    } as const;
    return proved(client, { ...asked, target }, sent, async (told) => {
      const text = await readFile(file, "utf8").catch(() => "");
      const found = isEnvironment(text);
      if (!found) return broken(sent, `it was not started: ${whatStarted(told)}`);
      const wrong = Object.entries(expected).filter(([name, value]) => found[name] !== value);
      const missing = alsoSet.filter((name) => !found[name]);
      const faults = [
        ...wrong.map(([name, value]) => `${name} is not ${value}`),
        ...missing.map((name) => `${name} is not set`),
      ];
      return judged(faults.length === 0, sent, faults.join(", ") || "all of them");
    });
  });

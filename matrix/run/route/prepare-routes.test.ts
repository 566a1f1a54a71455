import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { BuildEnded } from "../../domain/build-fault.ts";
import type { Route } from "../../domain/route.ts";
import { prepareRoutes } from "./prepare-routes.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "routes-"));
});
afterAll(() => rm(folder, { recursive: true }));

const node = process.execPath;
const printing = (text: string) => [node, "-e", `console.error(${JSON.stringify(text)})`];

const routeOf = (over: Partial<Route>): Route => ({
  name: "proxy",
  title: "a proxy",
  check: [],
  install: "apt-get install proxy",
  build: [],
  folder,
  buildFolder: join(folder, "build"),
  argv: [],
  tls: "terminate",
  modes: ["tls", "mtls"],
  alpn: [],
  configuration: null,
  configurationFile: "configuration",
  log: null,
  ready: null,
  ...over,
});

const states = async (over: Partial<Route>) =>
  (await prepareRoutes([routeOf(over)], () => {})).get("proxy");

test.for([
  [
    "its version",
    [printing("proxy/1.22.1 (built yesterday)")],
    { kind: "found", version: "1.22.1" },
  ],
  ["no version", [printing("a proxy")], { kind: "found", version: null }],
  ["a second condition", [printing("1.2"), printing("9.9")], { kind: "found", version: "1.2" }],
] as const)("a program that is there, with %s", async ([, check, state]) => {
  expect(await states({ check })).toEqual(state);
});

test.for([
  [
    "no-such-program-anywhere --version",
    "is not installed",
    [["no-such-program-anywhere", "--version"]],
  ],
  [
    `${node} -e process.exit(3)`,
    "ended with exit code 3",
    [printing("1.2"), [node, "-e", "process.exit(3)"]],
  ],
] as const)("what is not there is named with how to get it: %s", async ([words, how, check]) => {
  expect(await states({ check })).toEqual({
    kind: "absent",
    reason: `route proxy needs \`${words}\`, which ${how}: apt-get install proxy`,
  });
});

test("a build that fails is told with its words", async () => {
  const argv = [node, "-e", 'console.error("no network"); process.exit(1)'];
  const build = [{ title: "fetch", argv, inputs: [folder], environment: {} }];
  const state = await states({ build, install: "a network" });
  expect(state).toEqual({
    kind: "absent",
    reason: `route proxy cannot be built: a network\nproxy: fetch failed: ${argv.join(" ")}\nno network`,
  });
});

test("a route that was not asked to the end is not absent: the run is ended", async () => {
  const route = routeOf({ check: [printing("1.2")] });
  const signal = AbortSignal.abort();
  await expect(prepareRoutes([route], () => {}, { signal })).rejects.toThrow(
    new BuildEnded("ended before anything was run"),
  );
});

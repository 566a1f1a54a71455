import { beforeAll, expect, test } from "vitest";
import { noNeeds, readImplementations } from "../../run/inputs/read-inputs.ts";
import { prepare } from "../../run/prepare.ts";
import { probeUnknownMode } from "../../run/supervise/unknown-mode-probe.ts";

const limitMs = 10_000;

let launcher: readonly string[];
const implementations = await readImplementations(noNeeds, ["fixtures/programs"]);
const implementation = (id: string) => {
  const server = implementations.find((one) => one.id === id)?.server;
  if (!server) throw new Error(`no server ${id}`);
  return { id, server };
};

beforeAll(async () => {
  launcher = (await prepare(implementations, () => {})).launcher.argv;
}, 300_000);

test.for(["go", "go:stock", "python", "node"])("%s says that it does not know it", async (id) => {
  expect(await probeUnknownMode(implementation(id), launcher, limitMs)).toBeNull();
});

test.for([
  ["hostile", /^the server of hostile was asked .* served it; it must end with exit code 127$/],
  ["hostile:exits-early", /did not end with exit code 127: ended before it announced anything/],
  [
    "hostile:prints-garbage",
    /did not end with exit code 127: the first line .* is no announcement/,
  ],
] as const)("%s is told of", async ([id, breach]) => {
  expect(await probeUnknownMode(implementation(id), launcher, limitMs)).toMatch(breach);
});

import { expect, test } from "vitest";
import { readPreset } from "../run/inputs/read-inputs.ts";
import { areas } from "./behaviour.ts";
import { behaviours } from "./behaviours.ts";

test("every behaviour has a name of its own, and its exchanges too", () => {
  const names = behaviours.map(({ name }) => name);
  expect(new Set(names).size).toBe(names.length);
  for (const { name, exchanges } of behaviours) {
    const own = exchanges.map((one) => one.name);
    expect([name, new Set(own).size]).toEqual([name, own.length]);
  }
});

test("every behaviour stands in an area, and no area is empty", () => {
  expect(new Set(behaviours.map(({ area }) => area))).toEqual(new Set(areas));
});

test("the preset asks for each", async () => {
  const { content } = await readPreset("behaviours");
  const names = (peer?: string) =>
    behaviours.filter(({ server }) => server === peer).map(({ name }) => name);
  for (const { server, transport, behaviour } of content.cross) {
    const peer = behaviours.find((one) => one.server && server.includes(one.server))?.server;
    expect(behaviour).toEqual(transport === undefined ? names(peer) : ["authority"]);
  }
});

import { expect, test } from "vitest";
import { readPreset } from "../run/inputs/read-inputs.ts";
import { areas } from "./behaviour.ts";
import { behaviours } from "./behaviours.ts";
import { interopCases } from "./interop/interop-cases.ts";
import { pluginBehaviours } from "./plugin/plugin-behaviours.ts";

const calls = behaviours.map(({ name }) => name);
const plugins = pluginBehaviours.map(({ name }) => name);

test("every behaviour has a name of its own, and its exchanges and starts too", () => {
  const names = [...calls, ...plugins, ...interopCases.map(({ name }) => name)];
  expect(new Set(names).size).toBe(names.length);
  const parts = [
    ...behaviours.map(({ name, exchanges }) => ({ name, parts: exchanges })),
    ...pluginBehaviours.map(({ name, starts }) => ({ name, parts: starts })),
    ...interopCases.map(({ name, calls }) => ({ name, parts: calls })),
  ];
  for (const { name, parts: all } of parts) {
    const own = all.map((one) => one.name);
    expect([name, new Set(own).size]).toEqual([name, own.length]);
  }
});

test("every behaviour stands in an area, and no area is empty", () => {
  const all = [...behaviours, ...pluginBehaviours, ...interopCases];
  expect(new Set(all.map(({ area }) => area))).toEqual(new Set(areas));
  for (const { name, area } of all)
    expect([name, area === "plugins"]).toEqual([name, plugins.includes(name)]);
});

test("the preset asks for each, and each peer only for its own", async () => {
  const { content } = await readPreset("behaviours");
  const ofSomeClients = "too-many-pings";
  const peer = "broken-server:refuses-as-told";
  const of = (only?: string) =>
    behaviours
      .filter(({ server, name }) => server === only && name !== ofSomeClients)
      .map(({ name }) => name);
  expect([...of(), ...of(peer), ofSomeClients].toSorted()).toEqual(calls.toSorted());
  const multiplexing = "plugin-multiplexing";
  const ofPlugins = plugins.filter((name) => name !== multiplexing);
  const asked = content.cross.map(({ behaviour }) => behaviour);
  expect(asked).toEqual([
    ...[of(), of(), of()],
    ["authority"],
    of(peer),
    ...[[ofSomeClients], [ofSomeClients]],
    ...[ofPlugins, ofPlugins, ofPlugins],
    ...[[multiplexing], [multiplexing]],
  ]);
});

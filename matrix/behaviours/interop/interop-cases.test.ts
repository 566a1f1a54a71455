import { expect, test } from "vitest";
import { readPreset } from "../../run/inputs/read-inputs.ts";
import { interopCaseNamed, interopCases } from "./interop-cases.ts";

test("the preset asks for each case, of a client that has it", async () => {
  const { content } = await readPreset("interop");
  const asked = content.cross.map(({ client, behaviour }) => ({ client, behaviour }));
  expect(asked.flatMap(({ behaviour }) => behaviour).toSorted()).toEqual(
    interopCases.map(({ name }) => name).toSorted(),
  );
  for (const { client, behaviour = [] } of asked) {
    const isForAll = behaviour.every((name) => !interopCaseNamed(name)?.beyondRpc);
    expect([behaviour, client.includes("go")]).toEqual([behaviour, isForAll]);
  }
});

test("the preset that asks for all behaviours asks for the cases as this one does", async () => {
  const [own, all] = await Promise.all([readPreset("interop"), readPreset("behaviours-stacks")]);
  expect(all.content.cross.slice(-own.content.cross.length)).toEqual(own.content.cross);
});

test("a name that is none of a case finds none", () => {
  expect([interopCaseNamed("four-kinds"), interopCaseNamed(null)]).toEqual([undefined, undefined]);
});

/** Clients that stay out of what let the probe in, by what became of hellos of their shape. */
import { expect, test } from "vitest";
import type { StackName } from "../knowledge/stacks.ts";
import type { Handshake } from "./handshake.ts";
import { keptOutDiagnosis } from "./kept-out.ts";
import type { Taken } from "./unmet-need.ts";

const all: Taken = {
  groups: ["X25519MLKEM768", "x25519", "secp256r1", "secp384r1", "secp521r1"],
  versions: ["1.3", "1.2"],
  keyType: "p256",
};

const hellosOf = (ends: Partial<Record<StackName, Handshake["kind"]>>) =>
  new Map(
    Object.entries(ends).map(
      ([stack, kind]) => [stack as StackName, { kind, saw: "alert 40" } as Handshake] as const,
    ),
  );

const told = async (
  ends: Partial<Record<StackName, Handshake["kind"]>>,
  taken: Partial<Taken> | null,
) => keptOutDiagnosis(hellosOf(ends), taken && { ...all, ...taken }, "a.test:1");

const ed448 = { keyType: "ed448" };
const x448 = { groups: [] };
const noGroup = "the server takes no group for the key exchange that they offer";
const noScheme = "they offer no signature scheme for the server's key";

test.for<
  readonly [
    string,
    Partial<Record<StackName, Handshake["kind"]>>,
    Partial<Taken>,
    readonly string[],
  ]
>([
  [
    "a group of nobody but Node",
    { go: "refused", python: "refused", node: "accepted" },
    x448,
    [`Clients of go, python stay out: ${noGroup}; those of node offer what it takes.`],
  ],
  [
    "a key of nobody but Node",
    { go: "refused", node: "accepted" },
    ed448,
    [`Clients of go stay out: ${noScheme}; those of node offer what it takes.`],
  ],
  [
    "a group that Go has",
    { go: "accepted", rust: "refused", node: "accepted" },
    { groups: ["secp521r1"] },
    [`Clients of rust stay out: ${noGroup}; those of go, node offer what it takes.`],
  ],
  [
    "one for a group, another for the key",
    { rust: "refused", python: "refused" },
    { groups: ["secp521r1"], keyType: "ed25519" },
    [`Clients of rust stay out: ${noGroup}.`, `Clients of python stay out: ${noScheme}.`],
  ],
])("%s", async ([, ends, taken, sentences]) => {
  const diagnosis = await told(ends, taken);
  expect(diagnosis?.causes.map(({ sentence }) => sentence)).toEqual(sentences);
  expect(diagnosis?.causes.some(({ decided }) => decided)).toBe(false);
});

test("what was seen, and how to be certain", async () => {
  expect(await told({ go: "refused", node: "accepted" }, x448)).toMatchObject({
    determinable: false,
    causes: [
      {
        code: "no-common-group",
        matched: [
          { text: "groups that it takes, of those that stacks offer: none" },
          { text: "a ClientHello as grpc-go 1.85, go 1.26 sends it: alert 40" },
        ],
      },
    ],
    nextCheck: "run one of them: handshake-matrix probe a.test:1 --as go",
  });
});

test.for<readonly [string, Partial<Record<StackName, Handshake["kind"]>>, Partial<Taken> | null]>([
  ["all got in", { go: "accepted", python: "accepted" }, x448],
  ["nobody answered", { go: "silent" }, x448],
  ["refused for something else", { go: "refused" }, {}],
  ["Node's own call says more than a hello like it", { node: "refused" }, x448],
  ["no hello of the probe was accepted", { go: "refused" }, null],
])("nothing: %s", async ([, ends, taken]) => {
  expect(await told(ends, taken)).toBeNull();
});

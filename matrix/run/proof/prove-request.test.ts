import { expect, test } from "vitest";
import type { ClientTls } from "../../domain/prove.ts";
import { Eventual } from "../../limits/eventual.ts";
import { parseCellId } from "../axes/cell-id.ts";
import type { Proof } from "../plan/plan.ts";
import type { PluginSlot } from "../supervise/plugin-registry.ts";
import { askedAt, askedOfPlugin } from "./prove-request.ts";
import type { Testbed } from "./testbed.ts";

const proof: Proof = {
  steps: ["put", "get-exact", "get-missing", "health", "shutdown"],
  deadlineMs: 4321,
  thirdParties: new Map(),
};

/** The order and the words of a request, without its nonce and the bytes that follow from it. */
const alike = (request: object): string =>
  JSON.stringify(request)
    .replaceAll(/[0-9a-f]{16}/g, "nonce")
    .replaceAll(/"first":\d+/g, '"first":0');

test("two requests at one address differ in their nonces alone", () => {
  const cell = parseCellId("go/node/tls/p256");
  const tls: ClientTls = { mode: "tls", ca: "ca.crt", serverName: "name" };
  const at = { network: "tcp", address: "127.0.0.1:1" } as const;
  const [one, other] = [askedAt(at, cell, proof, tls), askedAt(at, cell, proof, tls)];
  expect(one.request).not.toEqual(other.request);
  expect(alike(one.request)).toBe(alike(other.request));
  expect(one.request).toMatchObject({ deadlineMs: 4321, keepOpen: false });
  expect(one.request.steps.map(({ name }) => name)).toEqual([
    "put",
    "get-exact+get-missing+health",
  ]);
});

/** A testbed whose slots remember who takes them. */
const labOf = (takers: string[]) =>
  ({
    startup: () => ({ argv: ["server"], environment: { TMPDIR: "/t" }, folder: {} }),
    pluginConfig: async () => "{}",
    registry: {
      slot: (argv: readonly string[], taker: string): Partial<PluginSlot> => {
        takers.push(taker);
        return { argv: ["launcher", "--", ...argv], line: Eventual.of(Promise.resolve(null)) };
      },
    },
  }) as unknown as Testbed;

test("a plugin and a decoy are asked for alike, and ended alike where the first steps failed", async () => {
  const takers: string[] = [];
  const testbed = labOf(takers);
  const cell = parseCellId("go/node/auto-mtls/p256");
  const tls: ClientTls = { mode: "auto-mtls", keyType: "p256", key: "key" };
  const plugin = await askedOfPlugin(testbed, cell, proof, tls, "plugin");
  const decoy = await askedOfPlugin(testbed, cell, proof, tls, "decoy");
  expect(takers).toEqual(["plugin", "decoy"]);
  expect(decoy.request).not.toEqual(plugin.request);
  expect(alike(decoy.request)).toBe(alike(plugin.request));
  expect(plugin.request).toMatchObject({ deadlineMs: 14_321, keepOpen: true });
  expect(decoy.ending("s", false)).toEqual(plugin.ending("s", false));
});

test("only what passed is asked to end itself", async () => {
  const cell = parseCellId("go/node/auto-mtls/p256");
  const tls: ClientTls = { mode: "auto-mtls", keyType: "p256", key: "key" };
  const { ending } = await askedOfPlugin(labOf([]), cell, proof, tls, "plugin");
  const names = (passed: boolean) => ending("s", passed).request.steps.map(({ name }) => name);
  expect([names(true), names(false)]).toEqual([["shutdown"], []]);
  expect(ending("s", false).rounds.length).toBe(1);
});

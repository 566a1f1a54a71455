import { expect, test } from "vitest";
import type { Endpoint } from "../run/observe/tap.ts";
import { listening, nobodyListens } from "../tooling/test/sockets.ts";
import { otherLoopback } from "./other-loopback.ts";

const tcp = (address: string): Endpoint => ({ network: "tcp", address });
const portOf = ({ address }: Endpoint) => address.split(":").at(-1);

test("somebody listens on the other family", async () => {
  const { endpoint } = await listening();
  expect(await otherLoopback([tcp(`[::1]:${portOf(endpoint)}`)])).toBe(endpoint.address);
});

test("nobody does", async () => {
  expect(await otherLoopback([tcp(`[::1]:${portOf(await nobodyListens())}`)])).toBeNull();
});

test.for([
  ["both families were tried", (port: string) => [tcp(`[::1]:${port}`), tcp(`127.0.0.1:${port}`)]],
  ["another machine's address", (port: string) => [tcp(`[2001:db8::1]:${port}`)]],
  ["a socket of a path", () => [{ network: "unix", address: "/run/x" } as const]],
  ["no address", () => []],
] as const)("not asked: %s", async ([, endpoints]) => {
  const { endpoint } = await listening();
  expect(await otherLoopback(endpoints(portOf(endpoint) ?? ""))).toBeNull();
});

import { chmodSync, statSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import type { Endpoint } from "../run/observe/tap.ts";
import { dialled, listening, received } from "../tooling/test/sockets.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { openRelay } from "./open-relay.ts";

const relayTo = async (endpoint: Endpoint) => {
  const relay = await openRelay(endpoint, () => {});
  onTestFinished(() => relay.close());
  return relay;
};

/** A path as long as a socket's may be (sun_path: 104 bytes on macOS, 108 on Linux, with a zero). */
const longestPath = () => {
  const folder = temporaryFolder();
  const longest = process.platform === "darwin" ? 103 : 107;
  return join(folder, "s".repeat(longest - folder.length - 1));
};

test.for([
  { name: "beside a plugin's socket", path: () => join(temporaryFolder(), "plugin"), beside: true },
  { name: "elsewhere, if the name gets too long", path: longestPath, beside: false },
])("openRelay: $name", async ({ path, beside }) => {
  const { endpoint, accepted } = await listening(path());
  const relay = await relayTo(endpoint);
  expect(relay.endpoint.address === `${endpoint.address}.tap`).toBe(beside);
  const server = accepted();
  const client = await dialled(relay);
  (await server).end("through");
  expect((await received(client)).toString()).toBe("through");
});

test("openRelay: lets in whom the plugin lets in", async () => {
  const { endpoint } = await listening(join(temporaryFolder(), "plugin"));
  chmodSync(endpoint.address, 0o660);
  const relay = await relayTo(endpoint);
  expect(statSync(relay.endpoint.address).mode & 0o777).toBe(0o660);
});

test("openRelay: on a port of loopback for a port", async () => {
  const { endpoint } = await listening();
  expect((await relayTo(endpoint)).endpoint).toEqual({
    network: "tcp",
    address: expect.stringMatching(/^127\.0\.0\.1:\d+$/),
  });
});

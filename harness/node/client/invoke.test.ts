import { once } from "node:events";
import { createServer, type Http2Server } from "node:http2";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openChannel } from "../rpc/channel.ts";
import { kv } from "../rpc/services.ts";
import { invoke } from "./invoke.ts";

/** Ends each call with the status that the key of the request is, and sends no message. */
let server: Http2Server;

beforeAll(async () => {
  server = createServer().on("stream", async (stream) => {
    stream.on("error", () => {});
    const body = Buffer.concat(await stream.toArray());
    const { key } = kv.Get.requestDeserialize(body.subarray(5));
    stream.respond({ "content-type": "application/grpc" }, { waitForTrailers: true });
    stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": key }));
    stream.end();
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
});

afterAll(() => server.close());

test.for([
  ["0", "UNKNOWN", "grpc-js says OK and gives no message"],
  ["abc", "UNKNOWN", "grpc-js gives the code NaN: "],
  ["5", "NOT_FOUND", ""],
] as const)("grpc-status %s without a message is %s", async ([key, status, message]) => {
  const { port } = server.address() as AddressInfo;
  const channel = openChannel({ network: "tcp", address: `127.0.0.1:${port}` }, null);
  const { result } = await invoke(channel, kv.Get, { key }, Date.now() + 5_000);
  channel.close();
  expect(result).toMatchObject({ status, message });
});

import { once } from "node:events";
import type { Socket } from "node:net";
import { expect, onTestFinished, test, vi } from "vitest";
import { closingError, dialled, listening } from "../../tooling/test/sockets.ts";
import { openTap } from "./tap.ts";

/** A tap that asks about its connections, and the answers that are still owed. */
const askingPair = async () => {
  const owed: (() => void)[] = [];
  const asked: Socket[] = [];
  const server = await listening();
  const tap = await openTap({ network: "tcp", address: "127.0.0.1:0" }, server.endpoint, {
    answered: (socket) => {
      asked.push(socket);
      const { promise, resolve } = Promise.withResolvers<void>();
      owed.push(resolve);
      return promise;
    },
  });
  onTestFinished(() => tap.close());
  const accepted = server.accepted();
  const client = await dialled(tap);
  const heard = vi.fn();
  client.on("data", (bytes: Buffer) => heard(String(bytes)));
  const [connection] = tap.connections;
  if (!connection) throw new Error("no connection");
  return { client, server: await accepted, heard, asked, owed, connection };
};

const told = (act: () => void) => vi.waitFor(act, { timeout: 5000, interval: 1 });

test("what a server says is recorded at once, and passes on when it is known who it is", async () => {
  const { client, server, heard, asked, owed, connection } = await askingPair();
  const question = once(server, "data");
  client.write("a question");
  expect(String((await question)[0])).toBe("a question");
  expect(asked).toEqual([]);

  server.write("first");
  await told(() => expect(asked.length).toBe(1));
  server.end("and last");
  await told(() => expect(connection.closes).toMatchObject([{ by: "server", how: "fin" }]));
  expect(Buffer.from(connection.server.bytes()).toString()).toBe("firstand last");
  expect(heard).not.toHaveBeenCalled();

  const ended = once(client, "end");
  owed[0]?.();
  await ended;
  expect(heard.mock.calls.join("")).toBe("firstand last");
  expect(asked.length).toBe(1);
});

test("a reset after the first bytes is recorded, and loses none of them", async () => {
  const { client, server, asked, connection, owed } = await askingPair();
  server.write("an alert");
  await told(() => expect(asked.length).toBe(1));
  server.resetAndDestroy();
  await told(() => expect(connection.closes).toMatchObject([{ by: "server", how: "rst" }]));
  expect(Buffer.from(connection.server.bytes()).toString()).toBe("an alert");
  expect(client.destroyed).toBe(false);
  const error = closingError(client);
  owed[0]?.();
  expect(await error).toBe("ECONNRESET");
});

test("a server that floods meanwhile is not read on without end, and loses nothing", async () => {
  const { client, server, heard, asked, owed, connection } = await askingPair();
  const size = 64 * 2 ** 20;
  server.write("x");
  await told(() => expect(asked.length).toBe(1));
  server.end(Buffer.alloc(size));
  await told(() => expect(asked[0]?.isPaused()).toBe(true));
  expect(connection.server.total).toBeLessThan(size);
  heard.mockReset();
  let bytes = 0;
  client.on("data", (chunk: Buffer) => {
    bytes += chunk.length;
  });
  const ended = once(client, "end");
  owed[0]?.();
  await ended;
  expect(bytes).toBe(size + 1);
});

test("a client that goes meanwhile takes its connection along", async () => {
  const { client, server, asked, owed } = await askingPair();
  server.write("x");
  await told(() => expect(asked.length).toBe(1));
  const error = closingError(server);
  client.resetAndDestroy();
  expect(await error).toBe("ECONNRESET");
  owed[0]?.();
});

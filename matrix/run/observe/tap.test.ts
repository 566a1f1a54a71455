import { randomBytes } from "node:crypto";
import { once } from "node:events";
import { existsSync } from "node:fs";
import type { Socket } from "node:net";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import {
  closingError,
  dialled,
  listening,
  nobodyListens,
  received,
  tapTo,
} from "../../tooling/test/sockets.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { recordedLimitBytes } from "./recording.ts";
import { type Endpoint, openTap, type Tap, type TappedConnection } from "./tap.ts";

const firstClose = ({ closes }: TappedConnection) =>
  closes[0] ? { by: closes[0].by, how: closes[0].how } : null;

/** A client and a server with a tap between them. */
const pair = async (network: "tcp" | "unix" = "tcp") => {
  const folder = network === "unix" ? temporaryFolder() : "";
  const server = await listening(network === "unix" ? join(folder, "s.sock") : undefined);
  const listen: Endpoint | undefined =
    network === "unix" ? { network, address: join(folder, "t.sock") } : undefined;
  const tap = await tapTo(server.endpoint, listen);
  const accepted = server.accepted();
  const client = await dialled(tap);
  return { tap, client, server: await accepted };
};

/** The same, after a byte has come through: the tap's own connection to the server stands. */
const usedPair = async () => {
  const ends = await pair();
  const heard = once(ends.client, "data");
  ends.server.write("x");
  await heard;
  ends.client.pause();
  return ends;
};

const only = ({ connections }: Tap) => {
  const [connection] = connections;
  if (!connection || connections.length !== 1) throw new Error("expected one connection");
  return connection;
};

const limitMs = 5000;

test("what has been recorded is told before it passes on, and bytes that are only counted are not", async () => {
  const server = await listening();
  const told: (readonly number[])[] = [];
  const tap: Tap = await openTap({ network: "tcp", address: "127.0.0.1:0" }, server.endpoint, {
    passing: () => {
      const { client, closes } = only(tap);
      told.push([client.total, closes.length, heardBytes]);
    },
  });
  onTestFinished(() => tap.close());
  let heardBytes = 0;
  const accepted = server.accepted();
  const client = await dialled(tap);
  (await accepted).on("data", (chunk: Buffer) => {
    heardBytes += chunk.length;
  });
  const ended = once(await accepted, "end");
  client.end(Buffer.alloc(4 * recordedLimitBytes));
  await ended;
  expect(told[0]?.[0]).toBeGreaterThan(0);
  expect(told[0]?.[2]).toBe(0);
  const whileOpen = told.filter(([, closes]) => closes === 0);
  expect(whileOpen.slice(0, -1).every(([total = 0]) => total <= recordedLimitBytes)).toBe(true);
  expect(told.at(-1)?.slice(0, 2)).toEqual([4 * recordedLimitBytes, 1]);
});

describe.for(["tcp", "unix"] as const)("over %s", (network) => {
  test("bytes pass unchanged both ways, and a half-close leaves the other half open", async () => {
    const { tap, client, server } = await pair(network);
    const question = randomBytes(300_000);
    const answer = randomBytes(200_000);
    const heard = received(server);
    client.end(question);
    expect((await heard).equals(question)).toBe(true);
    expect(firstClose(only(tap))).toEqual({ by: "client", how: "fin" });

    const back = received(client);
    server.end(answer);
    expect((await back).equals(answer)).toBe(true);
    await tap.settled(limitMs);
    const connection = only(tap);
    expect([connection.client.total, connection.server.total]).toEqual([300_000, 200_000]);
    const kept = Buffer.from(connection.client.bytes());
    expect(kept.equals(question.subarray(0, recordedLimitBytes))).toBe(true);
    expect(firstClose(connection)).toEqual({ by: "client", how: "fin" });
    expect(connection.closedAt).toBeGreaterThanOrEqual(connection.openedAt);
  });

  test("the server can be the first to end its half", async () => {
    const { tap, client, server } = await pair(network);
    const back = received(client);
    server.end("bye");
    expect(String(await back)).toBe("bye");
    expect(firstClose(only(tap))).toEqual({ by: "server", how: "fin" });
    const heard = received(server);
    client.end("late");
    expect(String(await heard)).toBe("late");
  });
});

test("what the client sends before the server is reached is not lost", async () => {
  const server = await listening();
  const tap = await tapTo(server.endpoint);
  const accepted = server.accepted();
  const client = await dialled(tap);
  client.end("at once");
  expect(String(await received(await accepted))).toBe("at once");
});

test("connections are recorded apart, in the order of arrival, with their addresses", async () => {
  const server = await listening();
  const tap = await tapTo(server.endpoint);
  for (const word of ["first", "second"]) {
    const accepted = server.accepted();
    const client = await dialled(tap);
    const heard = received(await accepted);
    client.end(word);
    await heard;
    const connection = tap.connections.at(-1);
    expect(String(connection?.client.bytes())).toBe(word);
    expect(connection?.clientAddress).toBe(`127.0.0.1:${client.localPort}`);
    expect(connection?.serverAddress).toBe(server.endpoint.address);
  }
  expect(tap.connections).toHaveLength(2);
});

describe("a reset", () => {
  const sides: readonly [
    "client" | "server",
    (of: { client: Socket; server: Socket }) => [Socket, Socket],
  ][] = [
    ["client", ({ client, server }) => [client, server]],
    ["server", ({ client, server }) => [server, client]],
  ];

  test.for(sides)("of the %s reaches the other side as a reset", async ([by, ends]) => {
    const { tap, client, server } = await usedPair();
    const [resetting, other] = ends({ client, server });
    const closed = closingError(other);
    resetting.resetAndDestroy();
    expect(await closed).toBe("ECONNRESET");
    await tap.settled(limitMs);
    expect(firstClose(only(tap))).toEqual({ by, how: "rst" });
  });

  test("after an orderly end is not the first close", async () => {
    const { tap, client, server } = await usedPair();
    const back = received(client);
    server.end("bye");
    await back;
    client.resetAndDestroy();
    await tap.settled(limitMs);
    expect(firstClose(only(tap))).toEqual({ by: "server", how: "fin" });
  });
});

describe("a server that cannot be reached", () => {
  test("over tcp: the client is reset, and the error is kept", async () => {
    const nobody = await nobodyListens();
    const tap = await tapTo(nobody);
    const closed = closingError(await dialled(tap));
    expect(await closed).toBe("ECONNRESET");
    const connection = only(tap);
    expect(connection.dialError).toBe(`connect ECONNREFUSED ${nobody.address}`);
    expect(firstClose(connection)).toBeNull();
    expect(connection.serverAddress).toBe(nobody.address);
  });

  test(
    "over unix: the client is disconnected, and the error is kept",
    async () => {
      const folder = temporaryFolder();
      const nobody = join(folder, "nobody.sock");
      const tap = await tapTo(
        { network: "unix", address: nobody },
        { network: "unix", address: join(folder, "t.sock") },
      );
      await closingError(await dialled(tap));
      expect(only(tap).dialError).toBe(`connect ENOENT ${nobody}`);
    },
    limitMs,
  );
});

/** Socket buffers of the kernel, and two chunks: what may be under way though nobody reads. */
const underWayLimitBytes = 12 * 1024 * 1024;

test("a slow reader holds the sender back, so that little is kept in between", async () => {
  const { tap, client, server } = await pair();
  const size = 20 * 1024 * 1024;
  let arrived = 0;
  let most = 0;
  server.on("data", (chunk: Buffer) => {
    arrived += chunk.length;
    most = Math.max(most, only(tap).client.total - arrived);
    server.pause();
    setTimeout(() => server.resume(), 2);
  });
  const ended = once(server, "end");
  client.end(Buffer.alloc(size, 7));
  await ended;
  expect(arrived).toBe(size);
  expect(most).toBeLessThan(underWayLimitBytes);
  expect(only(tap).client.bytes().length).toBe(recordedLimitBytes);
});

describe("settled", () => {
  test("at once where nobody connected", async () => {
    const { endpoint } = await listening();
    const tap = await tapTo(endpoint);
    await tap.settled(limitMs);
    expect(tap.connections).toEqual([]);
  });

  test("after its limit where a connection stays open", async () => {
    const { tap } = await pair();
    await tap.settled(10);
    expect(only(tap).closedAt).toBeNull();
  });
});

test("close ends the connections and frees the address", async () => {
  const { tap, client, server } = await pair("unix");
  const { address } = tap.endpoint;
  const closed = [closingError(client), closingError(server)];
  tap.close();
  await Promise.all(closed);
  expect(existsSync(address)).toBe(false);
});

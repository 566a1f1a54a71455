import { expect, test } from "vitest";
import { Recording, recordedLimitBytes } from "../run/observe/recording.ts";
import type { TappedConnection } from "../run/observe/tap.ts";
import { connectionNews } from "./connection-news.ts";
import { toldConnections } from "./told-connections.ts";

const opened = (): TappedConnection => ({
  clientAddress: "127.0.0.1:1",
  serverAddress: "unix:/s",
  openedAt: 10,
  closedAt: null,
  closes: [],
  dialError: null,
  client: new Recording(),
  server: new Recording(),
});

/** What one process tells another, which has the same clock here. */
const channel = () => {
  const news = connectionNews();
  const told = toldConnections();
  return {
    tell: (connections: readonly TappedConnection[]) =>
      told.take(structuredClone(news(connections))),
    news,
    told: () =>
      told.connections.map(({ client, server, ...rest }) => ({
        ...rest,
        client: { total: client.total, text: Buffer.from(client.bytes()).toString() },
        server: { total: server.total, text: Buffer.from(server.bytes()).toString() },
      })),
  };
};

const bytes = (text: string) => Buffer.from(text);

test("what is told of connections is what they are, and their bytes are told once", () => {
  const [first, second] = [opened(), opened()];
  const { tell, told, news } = channel();
  first.client.append(bytes("he"), 11);
  tell([first]);
  first.client.append(bytes("llo"), 12);
  first.server.append(bytes("yes"), 13);
  first.closes.push({ by: "server", how: "rst", at: 14 });
  first.closedAt = 14;
  second.dialError = "connect ECONNREFUSED";
  tell([first, second]);
  const place = { clientAddress: "127.0.0.1:1", serverAddress: "unix:/s", openedAt: 10 };
  expect(told()).toEqual([
    {
      ...place,
      closedAt: 14,
      closes: [{ by: "server", how: "rst", at: 14 }],
      dialError: null,
      client: { total: 5, text: "hello" },
      server: { total: 3, text: "yes" },
    },
    {
      ...place,
      closedAt: null,
      closes: [],
      dialError: "connect ECONNREFUSED",
      client: { total: 0, text: "" },
      server: { total: 0, text: "" },
    },
  ]);
  expect(first.client.chunks).toEqual([]);
  expect(news([first, second])).toEqual([]);
});

test("bytes that are not kept are counted", () => {
  const connection = opened();
  const { tell, told } = channel();
  connection.client.append(new Uint8Array(recordedLimitBytes), 11);
  tell([connection]);
  connection.client.append(new Uint8Array(7), 12);
  tell([connection]);
  expect(told()[0]?.client.total).toBe(recordedLimitBytes + 7);
});

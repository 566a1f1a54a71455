import { expect, test } from "vitest";
import { type Endpoint, endpointsOf } from "./endpoints.ts";

const connection = (clientAddress: string, serverAddress: string) => ({
  clientAddress,
  serverAddress,
  openedAt: 0,
  chunks: [],
  closes: [],
});

const written = ({ address, port }: Endpoint) =>
  address.length === 4
    ? `${address.join(".")} ${port}`
    : `${Buffer.from(address).toString("hex")} ${port}`;

const zeros = "0".repeat(20);

test.for([
  ["127.0.0.1:40123", "127.0.0.1:50051", "127.0.0.1 40123", "127.0.0.1 50051"],
  ["[::1]:5", "[::1]:65535", `${zeros}000000000001 5`, `${zeros}000000000001 65535`],
  ["::1:5", "[fe80::1:2]:0", `${zeros}000000000001 5`, "fe800000000000000000000000010002 0"],
  [
    "[1:2:3:4:5:6:7:8]:1",
    "[::]:1",
    "00010002000300040005000600070008 1",
    `${zeros}${"0".repeat(12)} 1`,
  ],
  ["::ffff:127.0.0.1:9", "[::1]:1", `${zeros}ffff7f000001 9`, `${zeros}000000000001 1`],
  ["127.0.0.1:9", "[::1]:1", `${zeros}ffff7f000001 9`, `${zeros}000000000001 1`],
  ["[::1]:1", "10.1.2.3:9", `${zeros}000000000001 1`, `${zeros}ffff0a010203 9`],
] as const)("%s and %s", ([clientAddress, serverAddress, client, server]) => {
  const [ends] = endpointsOf([connection(clientAddress, serverAddress)]);
  expect(ends && [written(ends.client), written(ends.server), ends.comment]).toEqual([
    client,
    server,
    null,
  ]);
});

test("what is no address stands as one, with distinct ports", () => {
  const list = endpointsOf([
    connection("unix:/run/a", "unix:/run/a"),
    connection("unix:/run/a", "unix:/run/a"),
    connection("127.0.0.1:7", "unix:/run/b"),
    connection("unix:/run/tap:1", "[::1]:50051"),
    connection("256.0.0.1:1", "127.0.0.1:65536"),
  ]);
  expect(
    list.map(({ client, server, comment }) => [written(client), written(server), comment]),
  ).toEqual([
    [
      "127.0.0.1 49152",
      "127.0.0.2 49153",
      "client unix:/run/a stands as 127.0.0.1:49152; server unix:/run/a stands as 127.0.0.2:49153",
    ],
    [
      "127.0.0.1 49154",
      "127.0.0.2 49153",
      "client unix:/run/a stands as 127.0.0.1:49154; server unix:/run/a stands as 127.0.0.2:49153",
    ],
    ["127.0.0.1 7", "127.0.0.2 49155", "server unix:/run/b stands as 127.0.0.2:49155"],
    [
      `${zeros}ffff7f000001 49156`,
      `${zeros}000000000001 50051`,
      "client unix:/run/tap:1 stands as 127.0.0.1:49156",
    ],
    [
      "127.0.0.1 49157",
      "127.0.0.2 49158",
      "client 256.0.0.1:1 stands as 127.0.0.1:49157; server 127.0.0.1:65536 stands as 127.0.0.2:49158",
    ],
  ]);
});

import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { isListening, listensIn } from "./is-listening.ts";

const table = `  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode
   0: 0100007F:1F90 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 1
   1: 0100007F:1F91 0100007F:1F90 01 00000000:00000000 00:00000000 00000000     0        0 2
   2: 00000000:0050 00000000:0000 0A 00000000:00000000 00:00000000 00000000     0        0 3
  sl  local_address                         remote_address                        st tx_queue rx_queue tr tm->when retrnsmt
   0: 00000000000000000000000000000000:1F95 00000000000000000000000000000000:0000 0A 00000000:00000000 00:00000000 00000000
`;

test.for([
  ["a listener", 8080, true],
  ["a listener on every address", 80, true],
  ["a listener of both families", 0x1f95, true],
  ["an end of a connection", 8081, false],
  ["nobody", 8082, false],
  ["a port whose digits end another's", 0x90, false],
] as const)("%s", ([, port, listens]) => {
  expect(listensIn(table, { network: "tcp", address: `127.0.0.1:${port}` })).toBe(listens);
});

test.for(["127.0.0.1", "::"])("a real listener on %s, and what it leaves behind", async (host) => {
  const server = createServer();
  server.listen(0, host);
  await once(server, "listening");
  const bound = server.address();
  if (bound === null || typeof bound === "string") throw new Error("no port");
  const endpoint = { network: "tcp", address: `127.0.0.1:${bound.port}` } as const;
  expect(await isListening(endpoint)).toBe(true);
  server.close();
  await once(server, "close");
  expect(await isListening(endpoint)).toBe(false);
});

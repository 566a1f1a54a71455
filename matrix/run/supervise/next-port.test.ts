import { once } from "node:events";
import { createServer } from "node:net";
import { expect, test } from "vitest";
import { nextPort } from "./next-port.ts";

test("no port twice, even at once, none that systems give away, none that is taken", async () => {
  const first = await nextPort();
  const server = createServer();
  server.listen(first + 1, "127.0.0.1");
  // Somebody else has it: as good.
  await Promise.race([once(server, "listening"), once(server, "error")]);
  const ports = await Promise.all(Array.from({ length: 20 }, () => nextPort()));
  server.close();
  expect(new Set([first, first + 1, ...ports]).size).toBe(22);
  expect(ports.filter((port) => port < 1024 || port > 32_767)).toEqual([]);
});

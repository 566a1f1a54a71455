import { expect, test } from "vitest";
import { readRoutes } from "../inputs/read-inputs.ts";
import { rendered } from "../supervise/rendered.ts";
import type { RouteWords } from "./route-words.ts";

const words: RouteWords = {
  listen: "127.0.0.1:1000",
  listenPort: "1000",
  upstream: "127.0.0.1:2000",
  upstreamPort: "2000",
  ssl: "ssl",
  certificate: "/run/server.crt",
  key: "/run/server.key",
  both: "/run/both.pem",
  ca: "/run/ca.crt",
  serverName: "kv.example",
  folder: "/run/route",
  configuration: "/run/route/configuration",
  keyLog: "/run/route/keys.txt",
  user: "somebody",
};

test("no word of fixtures/routes is left over", async () => {
  const left = (await readRoutes()).flatMap((route) =>
    [...route.argv, route.configuration ?? "", route.log ?? ""].flatMap(
      (text) => rendered(text, words).match(/\{[a-zA-Z]+\}/g) ?? [],
    ),
  );
  expect(left).toEqual([]);
});

import { expect, test } from "vitest";
import { readRoutes } from "../inputs/read-inputs.ts";
import { type RouteWords, rendered } from "./rendered.ts";

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

test.for([
  ["listen {listen};", "listen 127.0.0.1:1000;"],
  ["{listenPort}{upstreamPort}", "10002000"],
  ["listen {listen} {ssl} http2;", "listen 127.0.0.1:1000 ssl http2;"],
  ["crt {both} of {user}", "crt /run/both.pem of somebody"],
  // Braces of a program's own language.
  ["http { server { {unknown} } }", "http { server { {unknown} } }"],
  ["{ address: {listenPort} }", "{ address: 1000 }"],
  ["{}, {toString}, {Listen}", "{}, {toString}, {Listen}"],
] as const)("%s", ([text, expected]) => {
  expect(rendered(text, words)).toBe(expected);
});

test("nothing is put in twice", () => {
  expect(rendered("{folder}", { ...words, folder: "{listen}" })).toBe("{listen}");
});

test("no word of fixtures/routes is left over", async () => {
  const left = (await readRoutes()).flatMap((route) =>
    [...route.argv, route.configuration ?? "", route.log ?? ""].flatMap(
      (text) => rendered(text, words).match(/\{[a-zA-Z]+\}/g) ?? [],
    ),
  );
  expect(left).toEqual([]);
});

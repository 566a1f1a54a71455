import { expect, test } from "vitest";
import { rendered } from "./rendered.ts";

const words = {
  listen: "127.0.0.1:1000",
  listenPort: "1000",
  upstreamPort: "2000",
  ssl: "ssl",
  both: "/run/both.pem",
  folder: "/run/route",
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

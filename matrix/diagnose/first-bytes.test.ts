import { expect, test } from "vitest";
import { connection, spoken } from "../tooling/test/evidence.ts";
import { firstBytes } from "./first-bytes.ts";

const nothing = { protocol: "nothing", bytes: "" } as const;

test.for([
  ["kept", { protocol: "other", bytes: "deadbeef" }, 4, "first bytes of the client: deadbeef"],
  ["kept, none", nothing, 0, "first bytes of the client: none"],
  ["left out", { protocol: "other", bytes: "" }, 4, foreign(4)],
  ["left out but for zeros", { protocol: "other", bytes: "00" }, 4, foreign(4)],
  ["left out behind a record's header", { protocol: "tls", bytes: "" }, 35, foreign(35)],
  ["left out, none", nothing, 0, "first bytes of the client: none"],
  [
    "left out, a method",
    { protocol: "http1", bytes: "47455420" },
    9,
    "first bytes of the client: 47455420",
  ],
] as const)("%s", ([name, client, bytes, text]) => {
  const wire = {
    ...spoken(client, nothing),
    ...(name.startsWith("left out") && ({ payload: "left-out" } as const)),
  };
  const seen = connection({ wire, bytes: { client: bytes, server: 0 } });
  expect(firstBytes(seen, "client")).toEqual({ by: "wire", text });
});

function foreign(bytes: number): string {
  return `${bytes} bytes of the client that are neither TLS nor HTTP, left out`;
}

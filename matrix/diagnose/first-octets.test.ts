import { expect, test } from "vitest";
import { connection, spoken } from "../test/evidence.ts";
import { firstOctets } from "./first-octets.ts";

const nothing = { protocol: "nothing", octets: "" } as const;

test.for([
  ["kept", { protocol: "other", octets: "deadbeef" }, 4, "first octets of the client: deadbeef"],
  ["kept, none", nothing, 0, "first octets of the client: none"],
  ["left out", { protocol: "other", octets: "" }, 4, foreign(4)],
  ["left out but for zeros", { protocol: "other", octets: "00" }, 4, foreign(4)],
  ["left out behind a record's header", { protocol: "tls", octets: "" }, 35, foreign(35)],
  ["left out, none", nothing, 0, "first octets of the client: none"],
  [
    "left out, a method",
    { protocol: "http1", octets: "47455420" },
    9,
    "first octets of the client: 47455420",
  ],
] as const)("%s", ([name, client, bytes, text]) => {
  const wire = {
    ...spoken(client, nothing),
    ...(name.startsWith("left out") && ({ payload: "left-out" } as const)),
  };
  const seen = connection({ wire, bytes: { client: bytes, server: 0 } });
  expect(firstOctets(seen, "client")).toEqual({ by: "wire", text });
});

function foreign(octets: number): string {
  return `${octets} octets of the client that are neither TLS nor HTTP, left out`;
}

import { expect, test } from "vitest";
import type { Observed } from "../domain/prove.ts";
import { checkClaims } from "./claims.ts";

const observed = (status: string): Observed => ({
  kind: "observed",
  start: null,
  steps: [{ name: "put", elapsedMs: 1, calls: [{ status, message: "", chain: [] }] }],
  serverCertificate: null,
  clientCertificate: null,
  peer: null,
  session: null,
});

test("an answer without a connection was given by nobody", () => {
  expect(() => checkClaims("x", observed("OK"), 0)).toThrow(
    "client x reports status OK in step put, and never connected to the server",
  );
});

test("an answer over a connection, and a failure without one, may be", () => {
  checkClaims("x", observed("OK"), 1);
  checkClaims("x", observed("UNAVAILABLE"), 0);
});

import { expect, test } from "vitest";
import { connection } from "../../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../../tooling/test/http2.ts";
import { symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const address = "10.0.0.1:1";
const endpoint = { address, addresses: [], inTheClear: null, serverCertificate: null };

type Call = readonly [status: string, message: string];

/** @param answered - of the server. @param reported - of the client, whose calls these are. */
const called = (answered: Call, ...reported: readonly Call[]) => {
  const [grpcStatus, grpcMessage] = answered;
  const block = { status: "200", contentType: "application/grpc", grpcStatus, grpcMessage };
  const http2 = http2Facts({ server: http2Side({ headers: [headerBlock(block)] }) });
  const steps = reported.map(([status, message]) => ({
    name: "health",
    elapsedMs: 1,
    calls: [{ status, message, chain: [] }],
  }));
  return symptoms(
    "rpc",
    {
      connections: [connection({ wire: { ...connection().wire, http2 } })],
      report: {
        kind: "observed",
        start: null,
        steps,
        serverCertificate: null,
        clientCertificate: null,
        peer: null,
        session: null,
      },
    },
    { endpoint, mode: "none" },
  );
};

const quota: Call = ["RESOURCE_EXHAUSTED", "quota exceeded: 5 calls per second"];
const size: Call = ["RESOURCE_EXHAUSTED", "Received message larger than max (5000000 vs 4194304)"];

test.for<readonly [string, ReturnType<typeof called>, readonly unknown[]]>([
  ["a quota", called(quota, quota), ["rate-limited", "client", true]],
  ["a quota of every call", called(quota, quota, quota), ["rate-limited", "client", true]],
  ["a size", called(size, size), ["message-too-large", "client", true]],
  [
    "no word",
    called(["RESOURCE_EXHAUSTED", ""], ["RESOURCE_EXHAUSTED", ""]),
    ["step-incomplete", "server", false],
  ],
  [
    "a quota of one call, and another fault of the next",
    called(quota, quota, ["INTERNAL", "broken"]),
    ["step-incomplete", "server", false],
  ],
  [
    "a quota under another status",
    called(["INTERNAL", "quota exceeded"], ["INTERNAL", "quota exceeded"]),
    ["step-incomplete", "server", false],
  ],
])("RESOURCE_EXHAUSTED that speaks of %s", ([, of, expected]) => {
  const [cause] = diagnose(of).causes;
  expect([cause?.code, cause?.side, cause?.decided]).toEqual(expected);
});

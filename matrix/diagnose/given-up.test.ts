import { expect, test } from "vitest";
import type { ConnectionEvidence } from "../domain/evidence.ts";
import type { WireMessage } from "../domain/wire-message.ts";
import { call, connection, report, stepReport } from "../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../tooling/test/http2.ts";
import { symptoms } from "../tooling/test/symptoms.ts";
import { diagnose } from "./diagnose.ts";

const endpoint = {
  address: "10.0.0.1:1",
  addresses: [],
  inTheClear: null,
  serverCertificate: null,
};

const message = (
  from: WireMessage["from"],
  name: string,
  detail: string,
  endsAt: number,
): WireMessage => ({ from, name, detail, endsAt, seen: "clear" });

/** The answer's HEADERS end at byte 60 of the server and come at 1002 ms. */
const answered = (
  signs: readonly WireMessage[],
  over: Partial<ConnectionEvidence> = {},
  reported = "DEADLINE_EXCEEDED",
) => {
  const asked = headerBlock({ method: "POST", path: "/kv.KV/Get" });
  const status = { status: "200", contentType: "application/grpc", grpcStatus: "UNAVAILABLE" };
  const of = symptoms("rpc", {
    report: report({
      steps: [
        {
          ...stepReport("health", call(reported, "no answer before the deadline")),
          elapsedMs: 999,
        },
      ],
    }),
    connections: [
      connection({
        bytes: { client: 90, server: 60 },
        firstClose: null,
        closedMs: null,
        passages: [
          { from: "client", endsAt: 70, atMs: 2 },
          { from: "client", endsAt: 90, atMs: 1001 },
          { from: "server", endsAt: 60, atMs: 1002 },
        ],
        wire: {
          ...connection().wire,
          messages: [...signs, message("server", "HEADERS", "200", 60)],
          http2: http2Facts({
            client: http2Side({ headers: [asked] }),
            server: http2Side({ headers: [headerBlock(status)] }),
          }),
        },
        ...over,
      }),
    ],
  });
  const outcome = { kind: "timed-out", phase: "rpc", limitMs: 1000 } as const;
  return diagnose({ ...of, mode: "none", outcome, endpoint, helloElsewhere: null }).causes[0]?.code;
};

const reset = message("client", "RST_STREAM", "stream 1 CANCEL", 90);

test.for<readonly [string, Parameters<typeof answered>, string]>([
  ["after RST_STREAM", [[reset]], "deadline-exceeded"],
  ["after GOAWAY", [[message("client", "GOAWAY", "NO_ERROR", 90)]], "deadline-exceeded"],
  [
    "after the client has left",
    [[], { firstClose: { by: "client", how: "fin" }, closedMs: 1001 }],
    "deadline-exceeded",
  ],
  [
    "after RST_STREAM of another stream",
    [[message("client", "RST_STREAM", "stream 3 CANCEL", 90)]],
    "step-incomplete",
  ],
  [
    "before the client has left",
    [[], { firstClose: { by: "client", how: "fin" }, closedMs: 1003 }],
    "step-incomplete",
  ],
  [
    "and the server has left first",
    [[], { firstClose: { by: "server", how: "fin" }, closedMs: 1001 }],
    "step-incomplete",
  ],
  ["and the client gave nothing up", [[]], "step-incomplete"],
  ["and is what the client reports", [[reset], {}, "UNAVAILABLE"], "step-incomplete"],
])("a status comes %s", ([, of, code]) => {
  expect(answered(...of)).toBe(code);
});

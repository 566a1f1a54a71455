import { expect, test } from "vitest";
import { connection } from "../../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../../tooling/test/http2.ts";
import { symptoms } from "../../tooling/test/symptoms.ts";
import { serviceFails } from "./step-incomplete.ts";

const address = "10.0.0.1:1";
const endpoint = { address, addresses: [], inTheClear: null, serverCertificate: null };

const answered = (grpcStatus: string) => {
  const headers = [headerBlock({ status: "200", grpcStatus })];
  const http2 = http2Facts({ server: http2Side({ headers }) });
  const connections = [connection({ wire: { ...connection().wire, http2 } })];
  return symptoms("rpc", { connections }, { endpoint, mode: "none" });
};

test.for([
  ["INTERNAL", "server"],
  ["UNAVAILABLE", null],
  ["OK", undefined],
  ["UNIMPLEMENTED", undefined],
  ["DEADLINE_EXCEEDED", undefined],
] as const)("an endpoint that answers %s: the side is %s", ([status, side]) => {
  expect(serviceFails.diagnose(answered(status))?.side).toBe(side);
});

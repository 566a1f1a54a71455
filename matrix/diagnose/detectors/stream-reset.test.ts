import { expect, test } from "vitest";
import type { HeaderBlock } from "../../domain/http2-facts.ts";
import { connection } from "../../test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../../test/http2.ts";
import { found, symptoms } from "../../test/symptoms.ts";

const reset = (code: string, headers: readonly HeaderBlock[] = []) => {
  const http2 = http2Facts({ server: http2Side({ resets: [{ stream: 1, code }], headers }) });
  return symptoms(
    "rpc",
    { connections: [connection({ wire: { ...connection().wire, http2 } })] },
    { mode: "none" },
  );
};
const answer = headerBlock({ stream: 1, status: "200" });
const trailers = headerBlock({ stream: 1, grpcStatus: "OK" });

test.for([
  ["REFUSED_STREAM", reset("REFUSED_STREAM"), true],
  ["NO_ERROR in an answer's place", reset("NO_ERROR"), true],
  ["NO_ERROR in an answer's middle", reset("NO_ERROR", [answer]), true],
  // It asks only that the request be not sent to its end.
  ["NO_ERROR after a whole answer", reset("NO_ERROR", [answer, trailers]), false],
] as const)("%s", ([, of, breaksOff]) => {
  expect(found("stream-reset", of) !== undefined).toBe(breaksOff);
});

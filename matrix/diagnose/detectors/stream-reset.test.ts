import { expect, test } from "vitest";
import type { HalfStream } from "../../domain/grpc-facts.ts";
import type { HeaderBlock } from "../../domain/http2-facts.ts";
import { connection } from "../../tooling/test/evidence.ts";
import {
  halfStream,
  headerBlock,
  http2Facts,
  http2Side,
  noSettings,
} from "../../tooling/test/http2.ts";
import { found, ofProbe, symptoms } from "../../tooling/test/symptoms.ts";

const reset = (
  code: string,
  headers: readonly HeaderBlock[] = [],
  reply: Partial<HalfStream> | null = null,
) => {
  const http2 = http2Facts({
    server: http2Side({ resets: [{ stream: 1, code }], headers }),
    ...(reply && {
      grpc: { requests: [], replies: [halfStream(reply)], settings: noSettings },
    }),
  });
  return symptoms(
    "rpc",
    { connections: [connection({ wire: { ...connection().wire, http2 } })] },
    { mode: "none" },
  );
};
const answer = headerBlock({ stream: 1, status: "200" });
const page = headerBlock({ stream: 1, status: "400", contentType: "text/html" });
const trailers = headerBlock({ stream: 1, grpcStatus: "OK" });

test.for([
  ["REFUSED_STREAM", reset("REFUSED_STREAM"), true],
  ["NO_ERROR in an answer's place", reset("NO_ERROR"), true],
  ["NO_ERROR in an answer's middle", reset("NO_ERROR", [answer]), true],
  // It asks only that the request be not sent to its end.
  ["NO_ERROR after a whole answer", reset("NO_ERROR", [answer, trailers]), false],
  ["NO_ERROR after a whole page", reset("NO_ERROR", [page], { status: "400", ended: true }), false],
  ["NO_ERROR in a page's middle", reset("NO_ERROR", [page], { status: "400" }), true],
] as const)("%s", ([, of, breaksOff]) => {
  expect(found("stream-reset", of) !== undefined).toBe(breaksOff);
});

const address = "127.0.0.1:1";
const probed = {
  ...{ address, addresses: [{ address, dialError: null, answer: null }] },
  ...{ inTheClear: null, serverCertificate: null },
};

test.for([
  ["of a client's call is the end", reset("REFUSED_STREAM"), true],
  // A client sends a refused request again, and a probe does not.
  ["of a probe's call may pass", ofProbe(reset("REFUSED_STREAM"), probed), false],
  ["of a probe's call by another code stays", ofProbe(reset("INTERNAL_ERROR"), probed), true],
] as const)("a reset %s", ([, of, decided]) => {
  expect(found("stream-reset", of)).toMatchObject({ side: "server", decided });
});

import { expect, test } from "vitest";
import { cellEvidence, connection } from "../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../tooling/test/http2.ts";
import { foreignAnswer } from "./http-answer.ts";

/** What a call of this method was answered with. */
const answered = (method: "POST" | "GET", status: string) => {
  const asked = headerBlock({ method, contentType: "application/grpc" });
  const http2 = http2Facts({
    client: http2Side({ headers: [asked] }),
    server: http2Side({ headers: [headerBlock({ status, contentType: "text/plain" })] }),
  });
  return cellEvidence({ connections: [connection({ wire: { ...connection().wire, http2 } })] });
};

test.for([
  ["GET", "405", undefined],
  ["GET", "415", undefined],
  ["GET", "404", "404"],
  ["POST", "405", "405"],
  ["POST", "415", "415"],
] as const)(
  "%s is answered with status %s: no gRPC server's is %s",
  ([method, status, foreign]) => {
    expect(foreignAnswer(answered(method, status))?.status).toBe(foreign);
  },
);

import { describe, expect, test } from "vitest";
import { connection, failedReport, report } from "../../tooling/test/evidence.ts";
import { headerBlock, http2Facts, http2Side } from "../../tooling/test/http2.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

describe("service-unimplemented", () => {
  const code = "service-unimplemented";

  const answered = (grpcStatus: string) => {
    const http2 = http2Facts({ server: http2Side({ headers: [headerBlock({ grpcStatus })] }) });
    return connection({ wire: { ...connection().wire, http2 } });
  };

  test.for([
    ["the server's own answer", "unknown service proto.KV", "UNIMPLEMENTED", "server", true],
    ["an answer that nobody saw", "unknown service proto.KV", null, null, false],
    ["a compression that is not known", "Decompressor not installed", "UNIMPLEMENTED", null, false],
  ] as const)("%s", ([, message, status, side, decided]) => {
    const of = symptoms("rpc", {
      ...(status && { connections: [answered(status)] }),
      report: failedReport("UNIMPLEMENTED", message),
    });
    expect(gist(found(code, of))).toEqual({
      side,
      decided,
      quotes: [`client: UNIMPLEMENTED: ${message}`],
    });
  });

  test.for([
    ["another status with that word in it", failedReport("INTERNAL", "UNIMPLEMENTED")],
    ["every call was answered", report()],
    ["there is no report", null],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, symptoms("rpc", { report: of }))).toBeUndefined();
  });
});

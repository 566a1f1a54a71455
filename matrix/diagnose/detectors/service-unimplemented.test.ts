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

  test("a method that the server does not know", () => {
    const of = symptoms("rpc", {
      connections: [answered("UNIMPLEMENTED")],
      report: failedReport("UNIMPLEMENTED", "Method not found: proto.KV/Get"),
    });
    expect(found(code, of)).toMatchObject({ side: "server", decided: true });
  });

  const asked = (path: string) => {
    const http2 = http2Facts({ client: http2Side({ headers: [headerBlock({ path })] }) });
    const connections = [connection({ wire: { ...connection().wire, http2 } })];
    return symptoms("rpc", { connections, report: failedReport("UNIMPLEMENTED", "x") });
  };

  test.for([
    "/proto.KV/Get",
    "/proto.KV/Put",
    "/grpc.health.v1.Health/Check",
    "/plugin.GRPCController/Shutdown",
    "/plugin.GRPCStdio/StreamStdio",
    "/plugin.GRPCBroker/StartStream",
    "/handshakematrix.v1.BrokerProof/Dial",
    "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
  ])("%s is a method of the contract", (path) => {
    expect(found(code, asked(path))?.side).toBeNull();
  });

  test("a method that the contract does not have", () => {
    expect(found(code, asked("/proto.KV/Delete"))).toMatchObject({ side: "client", decided: true });
  });

  test.for([
    ["another status with that word in it", failedReport("INTERNAL", "UNIMPLEMENTED")],
    ["every call was answered", report()],
    ["there is no report", null],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, symptoms("rpc", { report: of }))).toBeUndefined();
  });
});

import { describe, expect, test } from "vitest";
import { connection, failedReport } from "../../tooling/test/evidence.ts";
import {
  halfStream,
  headerBlock,
  http2Facts,
  http2Side,
  noSettings,
} from "../../tooling/test/http2.ts";
import { found, symptoms } from "../../tooling/test/symptoms.ts";

const code = "message-too-large";
const byServer = http2Facts({
  server: http2Side({ headers: [headerBlock({ grpcStatus: "RESOURCE_EXHAUSTED" })] }),
});
const byClient = http2Facts({ server: http2Side({ headers: [headerBlock({ status: "200" })] }) });

const refused = (message: string, http2: ReturnType<typeof http2Facts> | null = byServer) => {
  const connections = [connection({ wire: { ...connection().wire, http2 } })];
  const report = failedReport("RESOURCE_EXHAUSTED", message);
  return symptoms("rpc", { connections, report }, { mode: "none" });
};
const sized = (size: number, limit: number) =>
  `Received message larger than max (${size} vs ${limit})`;
const mib = 1024 * 1024;

describe("who has to change something", () => {
  test.for([
    ["a receiver that allows less than gRPC does", sized(281, 4), byServer, "server"],
    ["a client that allows less", sized(281, 4), byClient, "client"],
    ["a client that sends more than gRPC allows", sized(5 * mib, 4 * mib), byServer, "client"],
    ["a server that answers more", sized(5 * mib, 4 * mib), byClient, "server"],
  ] as const)("%s", ([, message, http2, side]) => {
    expect(found(code, refused(message, http2))).toMatchObject({ side, decided: true });
  });

  test.for([
    ["nobody could see who refused it", null],
    ["no answer of the server was seen", http2Facts()],
  ] as const)("a candidate: %s", ([, http2]) => {
    expect(found(code, refused(sized(281, 4), http2))).toMatchObject({
      side: null,
      decided: false,
    });
  });
});

test("tonic's status and words", () => {
  const message =
    "Error, decoded message length too large: found 5242880 bytes, the limit is: 4194304 bytes";
  const http2 = http2Facts({
    server: http2Side({ headers: [headerBlock({ grpcStatus: "OUT_OF_RANGE" })] }),
  });
  const connections = [connection({ wire: { ...connection().wire, http2 } })];
  const report = failedReport("OUT_OF_RANGE", message);
  expect(found(code, symptoms("rpc", { connections, report }))).toMatchObject({
    side: "client",
    decided: true,
  });
});

test("on the wire alone: a client that resets the stream of a large reply", () => {
  const http2 = http2Facts({
    client: http2Side({ resets: [{ stream: 1, code: "CANCEL" }] }),
    server: http2Side({
      headers: [headerBlock({ status: "200", contentType: "application/grpc" })],
    }),
    grpc: {
      requests: [],
      replies: [halfStream({ messages: [{ flag: 0, length: 6 * mib, received: 9000 }] })],
      settings: noSettings,
    },
  });
  const connections = [connection({ wire: { ...connection().wire, http2 } })];
  expect(found(code, symptoms("rpc", { connections, report: null }))).toMatchObject({
    side: "server",
    decided: true,
    matched: [{ by: "wire" }, { by: "wire" }],
  });
});

test("silent: a quota", () => {
  expect(found(code, refused("quota exceeded"))).toBeUndefined();
});

/** A proof puts too much on purpose, goes on from the refusal, and fails at a later step. */
describe("a refusal that the proof asked for is no cause of what fails after it", () => {
  const message = sized(4 * mib + 29, 4 * mib);
  const words = http2Facts({
    server: http2Side({
      headers: [headerBlock({ grpcStatus: "RESOURCE_EXHAUSTED", grpcMessage: message })],
    }),
  });
  test.for([
    ["DEADLINE_EXCEEDED", "Deadline exceeded after 0.874s"],
    ["UNAVAILABLE", "Connection dropped"],
  ] as const)("%s", ([status, text]) => {
    const asked = failedReport("RESOURCE_EXHAUSTED", message);
    const steps = [...asked.steps, ...failedReport(status, text).steps];
    const connections = [connection({ wire: { ...connection().wire, http2: words } })];
    const evidence = { connections, report: { ...asked, steps } };
    expect(found(code, symptoms("rpc", evidence, { mode: "none" }))).toBeUndefined();
  });
});

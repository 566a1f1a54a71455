import { describe, expect, test } from "vitest";
import { call, connection, failedReport, report, stepReport } from "../../tooling/test/evidence.ts";
import {
  halfStream,
  headerBlock,
  http2Facts,
  http2Side,
  noSettings,
} from "../../tooling/test/http2.ts";
import { found, gist, ofProbe, symptoms } from "../../tooling/test/symptoms.ts";

describe("deadline-exceeded", () => {
  const code = "deadline-exceeded";
  const late = failedReport("DEADLINE_EXCEEDED", "Deadline Exceeded", ["waiting for a picker"]);

  test("is only ever a candidate, with a next check", () => {
    const cause = found(code, symptoms("rpc", { report: late }));
    expect(gist(cause)).toEqual({
      side: null,
      decided: false,
      quotes: ["client: Deadline Exceeded", "client: waiting for a picker"],
    });
    expect(cause?.nextCheck).toEqual(expect.any(String));
  });

  test("silent: the wrapper's words without the status", () => {
    const evidence = { report: failedReport("UNAVAILABLE", "context deadline exceeded") };
    expect(found(code, symptoms("rpc", evidence))).toBeUndefined();
  });

  test.for([
    ["the plugin's start took the rest of it", 9000, false],
    ["the client gave up early", 80, true],
  ] as const)("of 15 s the calls took 6 s: %s", ([, startMs, decided]) => {
    const start = { line: "1|1|tcp|127.0.0.1:1|grpc", elapsedMs: startMs };
    const steps = [{ ...stepReport("put", call("DEADLINE_EXCEEDED", "late")), elapsedMs: 6000 }];
    const of = symptoms("rpc", { report: report({ start, steps }) });
    const outcome = { kind: "timed-out", phase: "rpc", limitMs: 15_000 } as const;
    expect(found(code, { ...of, outcome })?.decided).toBe(decided);
  });

  test("tonic's words are a deadline's", () => {
    const said = failedReport("CANCELLED", "Timeout expired");
    expect(found(code, symptoms("rpc", { report: said }))?.decided).toBe(false);
    const given = failedReport("CANCELLED", "operation was canceled");
    expect(found(code, symptoms("rpc", { report: given }))).toBeUndefined();
  });

  test.for([
    ["recorded whole", 900, true],
    ["recorded to its limit: the answer may have come", 400_000, false],
  ] as const)("a call without an answer in what the server sent, %s", ([, server, decided]) => {
    const one = connection({
      bytes: { client: 500, server },
      passages: [{ from: "server", endsAt: 900, atMs: 2 }],
      wire: {
        ...connection().wire,
        http2: http2Facts({
          client: http2Side({ headers: [headerBlock({ method: "POST", path: "/kv.KV/Get" })] }),
        }),
      },
    });
    const cause = found(code, symptoms("rpc", { connections: [one], report: late }));
    expect(cause?.decided).toBe(decided);
    expect(gist(cause)?.quotes.some((quote) => quote.includes("stopped at its limit"))).toBe(
      !decided,
    );
  });

  test.for([
    ["after the server had closed", 47, "server", null],
    ["before the server closed", 30, "server", "server"],
    ["after the client had closed", 47, "client", "server"],
  ] as const)("a call without an answer that was sent %s", ([, atMs, by, side]) => {
    const frame = (endsAt: number) => ({
      from: "client" as const,
      endsAt,
      name: "HEADERS",
      detail: "POST /kv.KV/Put",
      seen: "clear" as const,
    });
    const asked = { method: "POST", path: "/kv.KV/Put" };
    const one = connection({
      bytes: { client: 300, server: 100 },
      closedMs: 34,
      firstClose: { by, how: "fin" },
      passages: [
        { from: "client", endsAt: 100, atMs: 20 },
        { from: "client", endsAt: 300, atMs },
        { from: "server", endsAt: 100, atMs: 33 },
      ],
      wire: {
        ...connection().wire,
        messages: [frame(90), frame(290)],
        http2: http2Facts({
          client: http2Side({
            headers: [headerBlock(asked), headerBlock({ ...asked, stream: 3 })],
          }),
          server: http2Side({
            headers: [headerBlock({ status: "200", grpcStatus: "UNAVAILABLE" })],
          }),
        }),
      },
    });
    const cause = found(code, symptoms("rpc", { connections: [one], report: late }));
    expect([cause?.side, cause?.decided]).toEqual([side, side !== null]);
    expect(gist(cause)?.quotes[0]).toBe(
      side === null
        ? "wire: the server closed first (FIN) at 34 ms, and the client sent the call to /kv.KV/Put at 47 ms"
        : "wire: HEADERS of the client on stream 3: /kv.KV/Put; none of the server",
    );
  });

  test.for([
    ["has not ended", false, true],
    ["has ended", true, false],
  ] as const)("of an endpoint, an answer that has begun and %s", ([, ended, decided]) => {
    const one = connection({
      bytes: { client: 500, server: 900 },
      passages: [{ from: "server", endsAt: 900, atMs: 2 }],
      wire: {
        ...connection().wire,
        http2: http2Facts({
          client: http2Side({ headers: [headerBlock({ method: "POST", path: "/kv.KV/Get" })] }),
          server: http2Side({ headers: [headerBlock({ status: "200" })] }),
          grpc: { requests: [], replies: [halfStream({ ended })], settings: noSettings },
        }),
      },
    });
    const endpoint = { address: "a:1", addresses: [], inTheClear: null, serverCertificate: null };
    const of = symptoms("rpc", { connections: [one], report: late }, { endpoint });
    expect(found(code, of)?.decided).toBe(decided);
  });

  test.for([
    ["at once: whoever waits is behind it", 4, true],
    ["after a quarter of the call's time and more: it is slow, perhaps nothing else", 1200, false],
  ] as const)("of an endpoint that gave its first bytes %s", ([, answerMs, decided]) => {
    const one = connection({
      bytes: { client: 500, server: 900 },
      passages: [
        { from: "client", endsAt: 500, atMs: 1 },
        { from: "server", endsAt: 900, atMs: 1 + answerMs },
      ],
      wire: {
        ...connection().wire,
        http2: http2Facts({
          client: http2Side({ headers: [headerBlock({ method: "POST", path: "/kv.KV/Get" })] }),
        }),
      },
    });
    const steps = [{ ...stepReport("health", call("DEADLINE_EXCEEDED", "late")), elapsedMs: 4000 }];
    const of = symptoms("rpc", { connections: [one], report: report({ steps }) });
    const endpoint = { address: "", addresses: [], inTheClear: null, serverCertificate: null };
    const outcome = { kind: "timed-out", phase: "rpc", limitMs: 4000 } as const;
    const cause = found(code, { ...ofProbe(of, endpoint), outcome });
    expect([cause?.side, cause?.decided]).toEqual([null, decided]);
  });

  test("one late call among good ones is enough", () => {
    const steps = [stepReport("put", call("OK"), call("DEADLINE_EXCEEDED", "late"))];
    expect(found(code, symptoms("rpc", { report: report({ steps }) }))?.decided).toBe(false);
  });
});

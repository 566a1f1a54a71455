import { describe, expect, test } from "vitest";
import type { Http2Side } from "../domain/http2-facts.ts";
import {
  alert,
  begunTls,
  certificate,
  clientHello,
  configured,
  connection,
  exited,
  failedReport,
  http2Preface,
  processEvidence,
  silence,
  spoken,
  tlsConnection,
  unreachable,
  withoutP521,
} from "../tooling/test/evidence.ts";
import { http2Facts, http2Side } from "../tooling/test/http2.ts";
import { control, judgedStep, symptoms } from "../tooling/test/symptoms.ts";
import { diagnose } from "./diagnose.ts";

const codesOf = (of: Parameters<typeof diagnose>[0]) => diagnose(of).causes.map(({ code }) => code);

const withoutScheme = begunTls({ clientHello: clientHello({ signatureSchemes: withoutP521 }) });
const p521Server = { configured: configured({ server: certificate("p521"), client: null }) };
const late = failedReport("DEADLINE_EXCEEDED", "Deadline Exceeded");

describe("ranking", () => {
  test("where something deeper is known, the last resorts are silent", () => {
    const of = symptoms("tls", {
      connections: [tlsConnection(withoutScheme, { firstClose: { by: "server", how: "fin" } })],
      ...p521Server,
      report: late,
    });
    expect(diagnose(of).causes.map(({ code, decided }) => [code, decided])).toEqual([
      ["signature-scheme-not-offered", true],
    ]);
  });

  test("of two that are decided, the earlier in a connection's life comes first", () => {
    const alerts = [alert("server", 70, "protocol_version")];
    const of = symptoms("tls", {
      connections: [tlsConnection({ ...withoutScheme, alerts })],
      ...p521Server,
    });
    expect(codesOf(of)).toEqual(["no-common-version", "signature-scheme-not-offered"]);
  });

  test.for([
    [
      "a server that cannot be run explains that nobody listens",
      symptoms("spawn", {
        connections: [unreachable("connect ECONNREFUSED")],
        server: processEvidence({ notStarted: { reason: "ENOENT" } }),
      }),
      "command-not-runnable",
    ],
    [
      "plaintext explains a client that was let in",
      symptoms(
        "control",
        { connections: [connection()] },
        { mode: "mtls", controls: [control("no-client-certificate", "accepted")] },
      ),
      "silently-insecure",
    ],
    [
      "a corrupted value is more than an incomplete step",
      symptoms(
        "proof",
        {},
        { steps: [judgedStep("get-exact", "bytes with SHA-256 differ")], mode: "none" },
      ),
      "value-corrupted",
    ],
    [
      "a crash that is known explains a close that could have been a TLS server's",
      symptoms(
        "http2",
        {
          connections: [
            connection({
              firstClose: { by: "server", how: "fin" },
              bytes: { client: 24, server: 0 },
              wire: spoken(http2Preface, silence),
            }),
          ],
          server: processEvidence({ exit: exited({ code: 2 }) }),
          report: failedReport("UNAVAILABLE", "Socket closed"),
        },
        { mode: "none" },
      ),
      "exited-mid-call",
    ],
    [
      "a crash explains a late answer",
      symptoms(
        "rpc",
        {
          connections: [connection({ firstClose: { by: "server", how: "rst" } })],
          server: processEvidence({ exit: exited({ code: 2 }) }),
          report: late,
        },
        { mode: "none" },
      ),
      "exited-mid-call",
    ],
  ] as const)("%s", ([, of, first]) => {
    expect(codesOf(of)[0]).toBe(first);
  });
});

test("every cause says what it rests on", () => {
  const of = symptoms("tls", {
    connections: [tlsConnection(withoutScheme)],
    ...p521Server,
    report: late,
  });
  const { causes, determinable, nextCheck } = diagnose(of);
  expect(determinable || nextCheck !== null).toBe(true);
  for (const cause of causes) {
    expect(cause.clause).toEqual(expect.any(String));
    expect(cause.matched.length).toBeGreaterThan(0);
    expect(cause.sentence).toMatch(/^[A-Z].*\.$/);
  }
});

describe("where nothing fits", () => {
  test("the cause is undiagnosed, with the raw texts and never a guess", () => {
    const report = failedReport("UNAVAILABLE", "outermost", [
      "middle",
      "x".repeat(1000),
      "innermost",
    ]);
    const of = symptoms("rpc", { report }, { mode: "none" });
    expect(diagnose(of)).toEqual({
      determinable: false,
      causes: [
        {
          code: "undiagnosed",
          side: null,
          decided: false,
          doubt: null,
          sentence: expect.any(String),
          matched: [
            { by: "client", text: "outermost" },
            { by: "client", text: "middle" },
            { by: "client", text: "x".repeat(300) },
          ],
          remedy: null,
          clause: null,
        },
      ],
      nextCheck: expect.any(String),
    });
  });

  test("even without any evidence", () => {
    const nothing = { connections: [], client: null, server: null, report: null };
    expect(codesOf(symptoms("dial", nothing))).toEqual(["undiagnosed"]);
  });

  test("undiagnosed stands alone: with a candidate it is not listed", () => {
    const of = symptoms("rpc", { report: late }, { mode: "none" });
    expect(codesOf(of)).toEqual(["deadline-exceeded"]);
  });
});

describe("what broke late got through all that comes before", () => {
  const nobodyListens = { connections: [unreachable("connect ECONNREFUSED")] };

  test.for([
    ["dial", "connection-refused"],
    ["proof", "undiagnosed"],
    ["control", "undiagnosed"],
    ["shutdown", "undiagnosed"],
  ] as const)("nobody listens at %s: %s", ([phase, code]) => {
    expect(codesOf(symptoms(phase, nobodyListens))[0]).toBe(code);
  });

  const leaving = http2Side({ goaway: { code: "NO_ERROR", lastStream: 0, debugData: "" } });
  const inTheClear = (server: Http2Side) =>
    connection({ wire: { ...connection().wire, http2: http2Facts({ server }) }, firstClose: null });

  test.for([
    ["http2", { connections: [inTheClear(leaving)] }, {}, "goaway"],
    ["rpc", { connections: [connection()], report: late }, { mode: "none" }, "deadline-exceeded"],
    [
      "control",
      {},
      { controls: [control("plaintext-client", "accepted", "it went on")] },
      "silently-insecure",
    ],
  ] as const)("a cause of %s can end a proof", ([, evidence, over, code]) => {
    expect(codesOf(symptoms("proof", evidence, over))).toContain(code);
  });
});

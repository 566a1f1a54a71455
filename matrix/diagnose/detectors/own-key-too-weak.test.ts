import { describe, expect, test } from "vitest";
import type { CellEvidence } from "../../domain/evidence.ts";
import {
  begunTls,
  certificate,
  configured,
  connection,
  exited,
  failedReport,
  processEvidence,
  silence,
  spoken,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { wideTrial } from "../../tooling/test/first-bytes.ts";
import { ofProbe, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const causesOf = (of: ReturnType<typeof symptoms>) =>
  diagnose(of).causes.map(({ code, side, decided }) => `${code} ${side}${decided ? "!" : ""}`);

const weak = certificate("rsa1024");
const sound = certificate("rsa2048");
/** grpc++ 1.51 on OpenSSL 3, at security level 2. */
const handshaker = failedReport(
  "UNAVAILABLE",
  "last error: UNKNOWN: ipv4:127.0.0.1:1: Failed to create security handshaker",
);
const invalid = processEvidence({
  stderr: "E1130 03:58:31.797417543 10051 ssl_transport_security.cc:846] Invalid cert chain file.",
});
const opened = connection({ bytes: { client: 0, server: 0 }, wire: spoken(silence, silence) });

describe("a client's own certificate", () => {
  const of = (given: typeof weak, evidence: Partial<CellEvidence>) =>
    symptoms(
      "dial",
      {
        connections: [],
        report: handshaker,
        configured: configured({ client: given }),
        ...evidence,
      },
      { mode: "mtls" },
    );

  test.for([
    ["it names the file", of(weak, { client: invalid }), "key-too-weak client!"],
    [
      "it has connected, and sent nothing",
      of(weak, { client: invalid, connections: [opened] }),
      "key-too-weak client!",
    ],
    ["it names nothing", of(weak, {}), "key-too-weak client"],
  ] as const)("is too weak, and %s", ([, symptoms, first]) => {
    expect(causesOf(symptoms)).toEqual([first, "key-not-loadable client"]);
  });

  test("gRPC core has nothing to dial: likely, whatever the channel's other file is", () => {
    const report = failedReport("UNAVAILABLE", "empty address list: ");
    expect(causesOf(of(weak, { report }))).toEqual([
      "key-too-weak client",
      "key-not-loadable client",
    ]);
    expect(causesOf(of(weak, { report, client: invalid }))[0]).toBe("key-too-weak client!");
    expect(causesOf(of(sound, { report }))).toEqual(["key-not-loadable client"]);
    expect(
      causesOf(of(weak, { report, connections: [tlsConnection(begunTls())] })).join(),
    ).not.toContain("key-");
  });

  test("a sound one is not loaded for another reason", () => {
    expect(causesOf(of(sound, { client: invalid }))[0]).toBe("key-not-loadable client!");
  });

  test("silent: the client began its handshake", () => {
    const connections = [tlsConnection(begunTls())];
    expect(causesOf(of(weak, { client: invalid, connections })).join()).not.toContain("key-");
  });

  test("of an endpoint's client somebody else has made the files", () => {
    const endpoint = { address: "a:1", addresses: [], inTheClear: null, serverCertificate: null };
    expect(causesOf(ofProbe(of(weak, { client: invalid }), endpoint))[0]).toBe(
      "key-not-loadable client!",
    );
  });

  test("what it trusts is another file", () => {
    const roots = failedReport("UNAVAILABLE", "Failed to parse root certificates as PEM: x");
    expect(causesOf(of(weak, { report: roots }))).not.toContain("key-too-weak client!");
  });
});

describe("a server's own certificate", () => {
  test("it ended for it", () => {
    const server = processEvidence({ exit: exited({ code: 1 }), stderr: invalid.stderr });
    const evidence = { connections: [], report: null, server };
    expect(
      causesOf(symptoms("spawn", { ...evidence, configured: configured({ server: weak }) }))[0],
    ).toBe("key-too-weak server!");
    expect(
      causesOf(symptoms("spawn", { ...evidence, configured: configured({ server: sound }) }))[0],
    ).toBe("key-not-loadable server!");
  });

  const closed = (
    given: typeof weak,
    bytes: number,
    by: "client" | "server",
    wide = wideTrial("refused", "closed"),
  ) =>
    symptoms("tls", {
      connections: [
        tlsConnection(begunTls(), {
          bytes: { client: 300, server: bytes },
          firstClose: { by, how: "fin" },
        }),
      ],
      trials: [wide],
      configured: configured({ server: given }),
    });

  test("it answers nobody: likely", () => {
    expect(causesOf(closed(weak, 0, "server"))[0]).toBe("key-too-weak server");
  });

  test.for([
    ["the certificate is sound", closed(sound, 0, "server")],
    ["it answered", closed(weak, 7, "server")],
    ["it accepts another hello", closed(weak, 0, "server", wideTrial("accepted", "TLSv1.3, x, y"))],
  ] as const)("silent: %s", ([, of]) => {
    expect(causesOf(of).join()).not.toContain("key-too-weak");
  });
});

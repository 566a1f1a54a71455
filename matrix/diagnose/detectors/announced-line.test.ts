import { describe, expect, test } from "vitest";
import type { AnnouncementFault } from "../../domain/announcement-fault.ts";
import type { CellEvidence } from "../../domain/evidence.ts";
import type { Phase } from "../../domain/phase.ts";
import type { CertificateFacts } from "../../domain/wire-facts.ts";
import {
  certificate,
  exited,
  finishedTls,
  pluginNotStarted,
  processEvidence,
  tlsConnection,
} from "../../tooling/test/evidence.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";
import { diagnose } from "../diagnose.ts";

const sound = "1|1|tcp|127.0.0.1:4099|grpc|";

const announced = (
  handshakeLine: string | null,
  evidence: Partial<CellEvidence> = {},
  phase: Phase = "handshake-line",
) => symptoms(phase, { handshakeLine, ...evidence }, { mode: "auto-mtls" });

/** What is wrong with a standalone server's line. */
const standalone = (handshakeLine: string, announcementFault: AnnouncementFault) =>
  symptoms("handshake-line", { handshakeLine, announcementFault, report: null, connections: [] });

describe("announcement-mismatch", () => {
  const code = "announcement-mismatch";
  const fault = { kind: "mismatch", difference: "listener b is missing" } as const;

  test("says what differs, and quotes the line", () => {
    const of = standalone('{"listeners":[]}', fault);
    expect(gist(found(code, of))).toEqual({
      side: "server",
      decided: true,
      quotes: ['launcher: first line: "{\\"listeners\\":[]}"'],
    });
    expect(found(code, of)?.sentence).toBe(
      "The announcement is not of the listeners that were asked for: listener b is missing.",
    );
  });

  test("comes before what a plugin's line in its place lacks", () => {
    const { causes } = diagnose(standalone("2|1|tcp|127.0.0.1:1|grpc|", fault));
    expect(causes[0]?.code).toBe(code);
  });

  test("silent of a plugin", () => {
    expect(found(code, announced("hello"))).toBeUndefined();
  });
});

test.for([
  ["no-announcement", { kind: "no-announcement" }, "handshake-line-polluted"],
  ["mismatch", { kind: "mismatch", difference: "listener a is missing" }, "announcement-mismatch"],
  [
    "unusable-address",
    { kind: "unusable-address", listener: "a", address: "x", fault: "it is no absolute path" },
    "announced-address-unusable",
  ],
] as const)("a standalone server's %s has one cause", ([, fault, code]) => {
  for (const line of ["hello", '{"listeners":[]}', "null"]) {
    expect(diagnose(standalone(line, fault)).causes.map((cause) => cause.code)).toEqual([code]);
  }
});

describe("handshake-line-missing", () => {
  const code = "handshake-line-missing";

  test("the reason and the server's last words are quoted", () => {
    const of = announced(null, {
      server: processEvidence({ stderr: "warming up\nstill warming up\n" }),
    });
    const outcome = {
      kind: "failed",
      phase: "handshake-line",
      reason: "no line within 10 s",
    } as const;
    expect(gist(found(code, { ...of, outcome }))).toEqual({
      side: "server",
      decided: false,
      quotes: ["orchestrator: no line within 10 s", "server: still warming up"],
    });
    // It may have been about to print one.
    expect(found(code, { ...of, outcome })?.remedy).toMatch(/flush it; .*more time for the start$/);
  });

  test.for([
    ["it listens", "2026/01/02 listening on 127.0.0.1:4711", true],
    ["it serves", "INFO serving kv.v1.KV", true],
    ["it is ready", "server ready", true],
    ["it says when it will be", "ready in 4 s", false],
    ["it is not ready", "WARN not ready: the database does not answer", false],
    ["it waits before it serves", "waiting for migrations before serving", false],
    ["it stopped", "ERROR failed while listening on :4711", false],
    ["it loads", "loading 41 plugins", false],
    ["it says nothing", "", false],
  ] as const)("is sure of a server that has got beyond its line: %s", ([, stderr, decided]) => {
    const of = announced(null, { server: processEvidence({ stderr }) });
    expect(found(code, of)).toMatchObject({ side: "server", decided });
  });

  test.for([
    ...[
      "not",
      "no longer",
      "never",
      "cannot be",
      "can't be",
      "isn't",
      "before it is",
      "until it is",
    ],
    ...["once it is", "when", "if", "waiting to be", "wait for", "will be", "getting", "almost"],
    ...["nearly", "failed", "stopped"],
  ])("is not sure where it is %s listening", (words) => {
    const of = announced(null, { server: processEvidence({ stderr: `kv: ${words} listening` }) });
    expect(found(code, of)).toMatchObject({ side: "server", decided: false });
  });

  test.for([
    ["there was a line", announced("hello")],
    [
      "it broke before",
      announced(null, { server: processEvidence({ exit: exited({ code: 1 }) }) }, "spawn"),
    ],
    ["it broke later", announced(null, {}, "tls")],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, of)).toBeUndefined();
  });
});

describe("announced-address-unusable", () => {
  const code = "announced-address-unusable";

  test.for([
    ["1|1|tcp|127.0.0.1|grpc|", "it names no port from 1 to 65535"],
    ["1|1|tcp|127.0.0.1:99999999|grpc|", "it names no port from 1 to 65535"],
    ["1|1|tcp|192.0.2.1:443|grpc|", "it is not on the loopback interface"],
    ["1|1|unix|kv.sock|grpc|", "it is no absolute path"],
  ] as const)("%s: %s", ([line, fault]) => {
    expect(found(code, announced(line))).toMatchObject({
      side: "server",
      decided: true,
      sentence: expect.stringMatching(new RegExp(`which cannot be dialled: ${fault}\\.$`)),
    });
  });

  test("a standalone server's is quoted from its announcement", () => {
    const of = standalone('{"listeners":[…]}', {
      kind: "unusable-address",
      listener: "tls/p256",
      address: "127.0.0.1:0",
      fault: "it names no port from 1 to 65535",
    });
    expect(found(code, of)).toMatchObject({
      side: "server",
      decided: true,
      sentence:
        'The server\'s listener tls/p256 announces "127.0.0.1:0", which cannot be dialled: it names no port from 1 to 65535.',
      remedy: "announce the address that the listener itself reports",
    });
  });

  test.for([sound, "1|1|unix|/run/kv.sock|grpc|", "hello", null])("silent: %j", (line) => {
    expect(found(code, announced(line))).toBeUndefined();
  });

  test("comes before what the line lacks besides", () => {
    const { causes } = diagnose(announced("1|1|tcp|127.0.0.1:0|grpc|"));
    expect(causes[0]?.code).toBe(code);
  });
});

describe("handshake-line-polluted", () => {
  const code = "handshake-line-polluted";

  test.for([
    "2|1|tcp|127.0.0.1:1|grpc|",
    "0|1|unix|/run/kv.sock|grpc|",
    "10|1|tcp|127.0.0.1:1|grpc",
  ])("silent: another generation's line is no noise, and what differs is named: %j", (line) => {
    const codes = diagnose(announced(line)).causes.map((cause) => cause.code);
    expect(codes[0]).toBe("protocol-version-mismatch");
    expect(codes).not.toContain(code);
  });

  test.for(["Listening on 4099", "", "1|1", "2026/11/21 1|1|tcp|127.0.0.1:1|grpc"])(
    "the line and the host's complaint are quoted: %j",
    (line) => {
      const of = announced(line, {
        report: pluginNotStarted("Unrecognized remote plugin message"),
      });
      expect(gist(found(code, of))).toEqual({
        side: "server",
        decided: true,
        quotes: [
          `launcher: first line: ${JSON.stringify(line)}`,
          "client: Unrecognized remote plugin message",
        ],
      });
    },
  );

  test("a long line is quoted in part", () => {
    const quotes = gist(found(code, announced("x".repeat(100_000))))?.quotes ?? [];
    expect(quotes[0]?.length).toBeLessThan(300);
  });

  test.for([
    ["there was no line", announced(null)],
    ["it is go-plugin's", announced(sound)],
    ["it broke later", announced("hello", {}, "tls")],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, of)).toBeUndefined();
  });
});

describe("certificate-not-exchanged", () => {
  const code = "certificate-not-exchanged";
  const given = { clientCertificateInEnvironment: certificate("p256") };

  test("the host gave a certificate and got none", () => {
    expect(gist(found(code, announced(sound, given)))).toEqual({
      side: "server",
      decided: true,
      quotes: [
        `launcher: first line: ${JSON.stringify(sound)}`,
        "launcher: the host had set PLUGIN_CLIENT_CERT",
      ],
    });
  });

  test("without a certificate of the host's, a plugin is right to send none", () => {
    expect(found(code, announced(sound))?.side).not.toBe("server");
  });

  describe("the plugin serves another certificate than field 6 holds", () => {
    const serving = (announcedOne: CertificateFacts, served: CertificateFacts) =>
      symptoms(
        "tls",
        {
          handshakeLine: `${sound}MIIB`,
          ...given,
          serverCertificateInLine: announcedOne,
          connections: [tlsConnection(finishedTls({ serverCertificate: { chain: [served] } }))],
        },
        { mode: "auto-mtls" },
      );
    const own = certificate("p256", { issuer: "CN=localhost", isCa: true });
    const authority = certificate("p256", { subject: "CN=a", issuer: "CN=a", isCa: true });
    const issued = certificate("p256", { issuer: "CN=a", sha256: "cd".repeat(32) });

    test.for([
      ["another one, self-signed under the same name", own, { ...own, sha256: "cd".repeat(32) }],
      ["one of another authority", authority, { ...issued, issuer: "CN=b" }],
      ["one that the announced leaf cannot have issued", { ...authority, isCa: false }, issued],
    ] as const)("%s", ([, announcedOne, served]) => {
      expect(found(code, serving(announcedOne, served))).toMatchObject({
        side: "server",
        decided: true,
      });
    });

    test("silent: what is announced is the issuer of what is served", () => {
      expect(found(code, serving(authority, issued))).toBeUndefined();
    });
  });

  test.for([
    [
      "the line has a certificate",
      announced(`${sound}MIIB`, { ...given, serverCertificateInLine: certificate("p256") }),
    ],
    ["there was no line", announced(null, given)],
    ["the line is none of go-plugin's", announced("hello", given)],
    ["no exchange was asked for", { ...announced(sound, given), mode: "none" as const }],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, of)).toBeUndefined();
  });
});

import { describe, expect, test } from "vitest";
import type { ConnectionEvidence, TlsTrial } from "../domain/evidence.ts";
import type { EndpointEvidence } from "../domain/probe-evidence.ts";
import type { CertificateFacts } from "../domain/wire-facts.ts";
import {
  alert,
  begunTls,
  certificate,
  clientHello,
  configured,
  connection,
  finishedTls,
  http2Preface,
  silence,
  spoken,
  tlsConnection,
  unreachable,
} from "../tooling/test/evidence.ts";
import { wideTrial } from "../tooling/test/first-bytes.ts";
import { symptoms } from "../tooling/test/symptoms.ts";
import { diagnose } from "./diagnose.ts";
import type { Symptoms } from "./rule.ts";
import { contradictions, faultElsewhere, someAnswered } from "./unsteady-endpoint.ts";

const address = "10.0.0.1:1";
const endpoint = (over: Partial<EndpointEvidence> = {}): EndpointEvidence => ({
  address,
  addresses: [{ address, dialError: null, answer: null }],
  inTheClear: null,
  serverCertificate: null,
  ...over,
});
const seenElsewhere = endpoint({ serverCertificate: certificate("p256") });
const finished = { end: "finished", saw: "TLS 1.3, TLS_AES_128_GCM_SHA256" } as const;
const mute = { client: 500, server: 0 };
const left = { firstClose: { by: "server", how: "fin" }, bytes: mute } as const;
const timedOut: Symptoms["outcome"] = { kind: "timed-out", phase: "tls", limitMs: 2500 };

const on = (
  one: ConnectionEvidence,
  over: Partial<Symptoms>,
  trials: readonly TlsTrial[] = [],
): Symptoms => symptoms("tls", { connections: [one], trials }, over);

const first = (of: Symptoms) => {
  const [cause] = diagnose(of).causes;
  return [cause?.code, cause?.side, cause?.decided];
};

const hello = tlsConnection(begunTls(), left);
const hanging = tlsConnection(begunTls(), { bytes: mute, firstClose: null });
const refusing = (code: number, name: string) =>
  tlsConnection(begunTls({ alerts: [alert("server", code, name)] }), {
    ...left,
    bytes: { client: 500, server: 7 },
  });
const clear = (over: Partial<ConnectionEvidence> = {}) =>
  connection({ ...left, wire: spoken(http2Preface, silence), ...over });
const http2 = endpoint({ inTheClear: { kind: "http2", saw: "HTTP/2" } });
const refused = [wideTrial("refused")];

describe("what one connection shows is not decided where another shows otherwise", () => {
  test.for<readonly [string, Symptoms, readonly unknown[]]>([
    [
      "closed at the ClientHello, and a handshake elsewhere",
      on(hello, { endpoint: seenElsewhere }, refused),
      ["closed-before-preface", null, false],
    ],
    [
      "closed at the ClientHello everywhere",
      on(hello, { endpoint: endpoint() }, refused),
      ["closed-before-preface", null, false],
    ],
    [
      "closed at a ClientHello that got an alert elsewhere",
      on(
        hello,
        { endpoint: endpoint(), helloElsewhere: { end: "refused", saw: "alert" } },
        refused,
      ),
      ["closed-before-preface", null, false],
    ],
    [
      "no answer to the ClientHello, and a handshake elsewhere",
      on(hanging, { endpoint: seenElsewhere, outcome: timedOut }),
      ["handshake-stalled", null, false],
    ],
    [
      "no answer to the ClientHello, and one to another of the orchestrator's",
      on(hanging, { outcome: timedOut }, [wideTrial("accepted")]),
      ["handshake-stalled", null, false],
    ],
    [
      "no answer to any ClientHello",
      on(hanging, { endpoint: endpoint(), outcome: { ...timedOut, limitMs: 20_000 } }, [
        wideTrial("inconclusive"),
      ]),
      ["handshake-stalled", "server", true],
    ],
    [
      "an alert for the same ClientHello that was accepted elsewhere",
      on(refusing(70, "protocol_version"), { endpoint: seenElsewhere, helloElsewhere: finished }),
      ["no-common-version", "server", false],
    ],
    [
      "an alert for a ClientHello, another one was accepted",
      on(refusing(70, "protocol_version"), { endpoint: seenElsewhere }),
      ["no-common-version", "server", true],
    ],
    [
      "closed at a preface in the clear, and HTTP/2 elsewhere",
      on(clear(), { endpoint: http2, mode: "none" }, [wideTrial("no-tls")]),
      ["closed-before-preface", null, false],
    ],
    [
      "refused after one that was accepted",
      on(unreachable(`connect ECONNREFUSED ${address}`), { endpoint: endpoint() }),
      ["connection-refused", null, false],
    ],
    [
      "accepted and reset, and a handshake elsewhere",
      on(unreachable(`connect ECONNRESET ${address}`), { endpoint: seenElsewhere }),
      ["closed-before-preface", null, false],
    ],
    [
      "accepted and reset, every time",
      on(unreachable(`connect ECONNRESET ${address}`), { endpoint: endpoint() }),
      ["closed-before-preface", null, false],
    ],
  ])("%s", ([, of, expected]) => {
    expect(first(of)).toEqual(expected);
  });
});

test("a list of the ClientHello is no cause where the same ClientHello was accepted", () => {
  const trials = [
    wideTrial("accepted"),
    { narrowed: "versions", result: "accepted", saw: "" },
    { narrowed: "groups", result: "refused", saw: "the server closed the connection" },
  ] as const;
  const one = tlsConnection(begunTls({ clientHello: clientHello({ groups: ["x448"] }) }), left);
  expect(first(on(one, { endpoint: seenElsewhere }, trials))).toEqual([
    "no-common-group",
    "client",
    true,
  ]);
  const of = on(one, { endpoint: seenElsewhere, helloElsewhere: finished }, trials);
  expect(first(of)).toEqual(["closed-before-preface", null, false]);
});

test.for([
  ["a version", "versions", "TLSv1.3, TLS_AES_128_GCM_SHA256", "closed-before-preface"],
  ["a suite", "cipher-suites", "TLSv1.3, TLS_AES_128_GCM_SHA256", "closed-before-preface"],
  ["a version of before the list", "versions", "TLSv1.1, TLS_RSA", "no-common-version"],
] as const)(
  "%s that was chosen, and refused with its list alone, is no cause: %s",
  ([, narrowed, saw, code]) => {
    const trials = [
      wideTrial("accepted", saw),
      { narrowed, result: "refused", saw: "the server closed the connection" },
    ] as const;
    const one = tlsConnection(begunTls({ clientHello: clientHello() }), left);
    expect(first(on(one, { endpoint: endpoint() }, trials))[0]).toBe(code);
  },
);

test("the faults of the certificate that was shown elsewhere are quoted", () => {
  const expired = certificate("p256", { notAfter: "2026-02-01T00:00:00.000Z" });
  const of = symptoms(
    "tls",
    { connections: [hello], configured: configured() },
    { endpoint: endpoint({ serverCertificate: expired }) },
  );
  expect(someAnswered(of).map(({ text }) => text)).toEqual([
    "on another connection the same address finished a TLS handshake",
    "the certificate that it showed there: notAfter 2026-02-01T00:00:00.000Z is before 2026-06-01T00:00:00.000Z",
  ]);
});

test("a connection that was reset was reached", () => {
  const of = on(unreachable(`connect ECONNRESET ${address}`), { endpoint: endpoint() });
  expect(diagnose(of).causes[0]?.sentence).toBe(
    "127.0.0.1:40001 accepts connections and resets them at once.",
  );
});

test.for([
  ["connection-refused", true],
  ["no-common-version", true],
  ["alpn-mismatch", true],
  ["peer-not-http2", true],
  ["stream-reset", false],
] as const)("another connection that was answered leaves %s open: %s", ([code, isOpen]) => {
  const against = contradictions(code, on(clear(), { endpoint: http2, mode: "none" }));
  expect(against.length > 0).toBe(isOpen);
});

test.for([
  ["alpn-mismatch", "python", true],
  ["alpn-not-negotiated", "python", true],
  ["no-common-version", "python", false],
  ["alpn-mismatch", undefined, false],
] as const)("of %s, where a ClientHello of %s led to h2, is open: %s", ([code, who, isOpen]) => {
  const seen = endpoint({ ...(who && { h2Elsewhere: who }) });
  const answered = tlsConnection(finishedTls(), {});
  expect(contradictions(code, on(answered, { endpoint: seen })).length > 0).toBe(isOpen);
});

describe("other certificates that the same name was shown", () => {
  const at = "2026-02-01T00:00:00.000Z";
  const expired = certificate("p256", { notAfter: at, sha256: "01" });
  const sound = certificate("p256", { sha256: "02" });
  const leaving = tlsConnection(
    finishedTls({
      serverCertificate: { chain: [expired] },
      finished: { client: false, server: true },
    }),
    { firstClose: { by: "client", how: "fin" } },
  );
  const of = (certificates: readonly CertificateFacts[]) =>
    symptoms(
      "tls",
      { connections: [leaving], configured: configured() },
      { endpoint: endpoint({ certificates }) },
    );

  test.for<readonly [string, readonly CertificateFacts[], boolean]>([
    ["none", [], true],
    ["the same", [expired], true],
    ["a sound one", [expired, sound], false],
    ["another one that has expired", [{ ...expired, sha256: "03" }], true],
    ["a sound one for another type of key", [{ ...sound, keyType: "rsa2048" }], true],
  ])("an expired certificate, and %s: decided %s", ([, certificates, decided]) => {
    expect(first(of(certificates))).toEqual(["certificate-expired", "server", decided]);
  });

  test("what was shown elsewhere is quoted", () => {
    expect(diagnose(of([sound])).causes[0]?.matched.at(-1)?.text).toMatch(
      /^another connection was shown another certificate, of CN=test authority and valid until 2027/,
    );
  });

  test.for<readonly [string, readonly CertificateFacts[], string | undefined]>([
    ["the same", [sound], undefined],
    ["an expired one", [sound, expired], "certificate-expired"],
    ["an expired one for another type of key", [{ ...expired, keyType: "p384" }], undefined],
    ["one that some verifiers refuse", [{ ...sound, sha256: "04", keyUsage: [] }], undefined],
  ])("a call passed, and elsewhere was shown: %s", ([, shown, code]) => {
    expect(faultElsewhere(sound, shown, configured())?.code).toBe(code);
  });
});

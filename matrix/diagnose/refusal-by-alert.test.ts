import { describe, expect, test } from "vitest";
import type { TlsTrial } from "../domain/evidence.ts";
import type { TlsAlert } from "../domain/wire-facts.ts";
import {
  alert,
  begunTls,
  clientHello,
  finishedTls,
  serverHello,
  tlsConnection,
} from "../tooling/test/evidence.ts";
import { wideTrial } from "../tooling/test/first-bytes.ts";
import { gist, symptoms } from "../tooling/test/symptoms.ts";
import { diagnose } from "./diagnose.ts";

const ending = (alerts: readonly TlsAlert[], trials: readonly TlsTrial[] = []) =>
  symptoms("tls", {
    connections: [
      tlsConnection(begunTls({ alerts }), { firstClose: { by: "server", how: "fin" } }),
    ],
    trials,
  });
const refused = [wideTrial("refused")];
const failure = alert("server", 40, "handshake_failure");
const warning = { ...alert("server", 112, "unrecognized_name"), fatal: false };

test.for([
  [
    "handshake_failure, whatever is offered",
    ending([failure], refused),
    [
      "no-common-cipher-suite",
      "signature-scheme-not-offered",
      "no-common-group",
      "authority-rejected",
    ],
  ],
  ["handshake_failure that nobody looked into", ending([failure]), ["undiagnosed"]],
  [
    "unrecognized_name as a warning",
    ending([warning], refused),
    ["authority-rejected", "closed-before-preface"],
  ],
  ["internal_error", ending([alert("server", 80, "internal_error")]), ["undiagnosed"]],
] as const)("candidates, none decided: %s", ([, of, codes]) => {
  const { causes, nextCheck } = diagnose(of);
  expect(causes.map(({ code }) => code)).toEqual(codes);
  expect(causes.some(({ decided }) => decided)).toBe(false);
  expect(nextCheck).not.toBeNull();
});

test("unrecognized_name, which is fatal, has one cause", () => {
  const of = ending([alert("server", 112, "unrecognized_name")]);
  expect(diagnose(of).causes.map(gist)).toEqual([
    {
      side: null,
      decided: true,
      quotes: [
        expect.stringMatching(/^wire: ClientHello server_name: /),
        "wire: the server sent alert 112 unrecognized_name",
      ],
    },
  ]);
});

test("certificate_required of a server that was not seen to ask for one", () => {
  const of = ending([alert("server", 116, "certificate_required")]);
  expect(diagnose(of).causes).toMatchObject([
    {
      code: "client-certificate-missing",
      side: "client",
      decided: false,
      doubt: expect.any(String),
    },
  ]);
});

describe("what the sentence says of alerts", () => {
  test.for([
    [
      ending([alert("server", 80, "internal_error")]),
      "The server ended TLS with alert 80 internal_error, and nothing else that was seen says why.",
    ],
    [
      ending([alert("server", 255, "alert 255")]),
      "The server ended TLS with alert 255, and nothing else that was seen says why.",
    ],
    [
      ending([{ ...alert("server", 0, "close_notify"), fatal: false }], refused),
      "The server ended the connection within the TLS handshake, after the alert close_notify, which is a warning.",
    ],
  ] as const)("%#", ([of, sentence]) => {
    expect(diagnose(of).causes[0]?.sentence).toBe(sentence);
  });
});

test("a suite that HTTP/2 prohibits, and an end that could not be read", () => {
  const suite = "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA";
  const tls = finishedTls({
    clientHello: clientHello({ cipherSuites: [suite] }),
    serverHello: serverHello({ version: "1.2", cipherSuite: suite }),
    finished: { client: false, server: false },
    visibility: { kind: "clear-only", reason: "the suite is none that is decrypted" },
  });
  const connections = [tlsConnection(tls, { firstClose: { by: "server", how: "fin" } })];
  expect(diagnose(symptoms("tls", { connections })).causes).toMatchObject([
    { code: "no-common-cipher-suite", decided: false },
    {
      code: "closed-before-preface",
      decided: false,
      sentence:
        "The server ended the connection within the TLS handshake or right after it: what it said last could not be read.",
    },
  ]);
});

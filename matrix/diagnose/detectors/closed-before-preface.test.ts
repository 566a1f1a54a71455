import { describe, expect, test } from "vitest";
import type { ConnectionEvidence, TlsTrial } from "../../domain/evidence.ts";
import type { TlsFacts } from "../../domain/wire-facts.ts";
import type { WireMessage } from "../../domain/wire-message.ts";
import {
  alert,
  begunTls,
  connection,
  failedReport,
  finishedTls,
  http2Preface,
  silence,
  spoken,
  tlsConnection,
  tlsRecords,
} from "../../tooling/test/evidence.ts";
import { wideTrial } from "../../tooling/test/first-bytes.ts";
import { http2Facts, http2Side, mute } from "../../tooling/test/http2.ts";
import { found, gist, symptoms } from "../../tooling/test/symptoms.ts";

const code = "closed-before-preface";
const closed = (by: "client" | "server", how: "fin" | "rst" = "fin") => ({
  firstClose: { by, how },
});
const hidden = { visibility: { kind: "clear-only", reason: "nobody gave secrets" } } as const;

describe("in the clear", () => {
  const on = (over: Partial<ConnectionEvidence>, trials: readonly TlsTrial[] = []) =>
    symptoms(
      "http2",
      {
        connections: [
          connection({
            ...closed("server", "rst"),
            bytes: { client: 24, server: 0 },
            wire: spoken(http2Preface, silence),
            ...over,
          }),
        ],
        trials,
      },
      { mode: "none" },
    );
  const close =
    "wire: the server at 127.0.0.1:40001 closed first (RST) after 24 bytes of the client";

  test("is only a candidate: a TLS server does so, and so does a crash", () => {
    const cause = found(code, on({}));
    expect(gist(cause)).toEqual({ side: "server", decided: false, quotes: [close] });
    expect(cause?.nextCheck).toBe(
      "offer a ClientHello to the same address: a TLS server answers it",
    );
  });

  test.for([
    ["refused", true],
    ["no-tls", true],
    ["accepted", false],
    ["inconclusive", false],
  ] as const)("a ClientHello was %s: decided is %s", ([result, decided]) => {
    expect(gist(found(code, on({}, [wideTrial(result)])))).toEqual({
      side: "server",
      decided,
      quotes: [close, `orchestrator: a ClientHello got: ${result} it`],
    });
  });

  test.for([
    ["the client closed first", closed("client")],
    ["it is still open", { firstClose: null }],
    ["the server had sent something", { bytes: { client: 24, server: 9 } }],
    ["the server was never reached", { dialError: "connect ECONNREFUSED" }],
  ] as const)("silent: %s", ([, over]) => {
    expect(found(code, on(over))).toBeUndefined();
  });
});

describe("within the TLS handshake", () => {
  const on = (tls: TlsFacts, by: "client" | "server", trials: readonly TlsTrial[] = []) =>
    symptoms("tls", {
      connections: [tlsConnection(tls, closed(by))],
      trials,
      verification: { result: "verified" },
    });
  const unfinished = { finished: { client: false, server: true } };

  test.for([
    ["a client whose every byte was read", finishedTls(unfinished), "client", [], true],
    [
      "a client of whose handshake part is hidden",
      finishedTls({ ...unfinished, ...hidden }),
      "client",
      [],
      false,
    ],
    ["a server that nobody tried otherwise", begunTls(), "server", [], false],
    ["a server that refuses a full hello too", begunTls(), "server", [wideTrial("refused")], true],
    ["a server that accepts a full hello", begunTls(), "server", [wideTrial("accepted")], false],
  ] as const)("%s", ([, tls, by, trials, decided]) => {
    expect(gist(found(code, on(tls, by, trials)))).toEqual({
      side: by,
      decided,
      quotes: [
        `wire: the ${by} closed first (FIN)`,
        ...trials.map(({ saw }) => `orchestrator: offered everything: ${saw}`),
      ],
    });
  });

  test.for(["CERTIFICATE_VERIFY_FAILED", "certificate unknown", "verification failed"])(
    "silent: the client leaves and says %s",
    (message) => {
      const of = on(finishedTls(unfinished), "client");
      const report = failedReport("UNAVAILABLE", message);
      expect(found(code, { ...of, evidence: { ...of.evidence, report } })).toBeUndefined();
    },
  );

  test.for([
    ["an alert says why", begunTls({ alerts: [alert("server", 40, "handshake_failure")] })],
    ["no whole ClientHello was sent", begunTls({ clientHello: null })],
  ] as const)("silent: %s", ([, tls]) => {
    expect(found(code, on(tls, "server"))).toBeUndefined();
  });

  test("silent: the server did not answer in TLS", () => {
    const wire = { ...spoken(tlsRecords, http2Preface), tls: begunTls() };
    const of = symptoms("tls", { connections: [connection({ ...closed("server"), wire })] });
    expect(found(code, of)).toBeUndefined();
  });
});

/** Any message: a connection without one was not read to its end. */
const finishedMessage: WireMessage = {
  from: "client",
  endsAt: 100,
  name: "Finished",
  detail: "",
  seen: "decrypted",
};

describe("after the TLS handshake", () => {
  const on = (
    http2: ConnectionEvidence["wire"]["http2"],
    by: "client" | "server",
    over: Partial<ConnectionEvidence> = {},
    tls: Partial<TlsFacts> = {},
  ) => {
    const { wire, ...rest } = tlsConnection(finishedTls(tls), { ...closed(by), ...over });
    return symptoms("http2", {
      connections: [{ ...rest, wire: { ...wire, messages: [finishedMessage], http2 } }],
    });
  };

  test.for([
    ["nobody spoke, the server left", null, "server", "server", "none", "none"],
    ["nobody spoke, the client left", null, "client", "client", "none", "none"],
    [
      "the server spoke and the client left",
      http2Facts({ preface: false, client: mute, server: http2Side() }),
      "client",
      "client",
      "none",
      "SETTINGS",
    ],
  ] as const)("%s", ([, http2, by, side, preface, frames]) => {
    expect(gist(found(code, on(http2, by)))).toEqual({
      side,
      decided: true,
      quotes: [
        `wire: the ${by} closed first (FIN)`,
        `wire: HTTP/2 preface of the client: ${preface}; frames of the server: ${frames}`,
      ],
    });
  });

  test("who sent close_notify first has left, whoever closed first", () => {
    const notify = (from: "client" | "server", endsAt: number) => ({
      from,
      endsAt,
      name: "Alert",
      detail: "0 close_notify warning",
      seen: "decrypted" as const,
    });
    const of = on(null, "client", {
      passages: [
        { from: "server", endsAt: 900, atMs: 5 },
        { from: "client", endsAt: 800, atMs: 6 },
      ],
    });
    const connections = of.evidence.connections.map((one) => ({
      ...one,
      wire: { ...one.wire, messages: [notify("client", 800), notify("server", 900)] },
    }));
    const cause = found(code, { ...of, evidence: { ...of.evidence, connections } });
    expect(cause?.side).toBe("server");
  });

  test.for([
    ["both spoke", on(http2Facts(), "server")],
    ["nobody could see what was spoken", on(null, "server", {}, hidden)],
    ["it is still open", on(null, "server", { firstClose: null })],
  ] as const)("silent: %s", ([, of]) => {
    expect(found(code, of)).toBeUndefined();
  });

  test("a client that spoke and left first may have left for what it got: silent", () => {
    expect(found(code, on(http2Facts({ server: mute }), "client"))).toBeUndefined();
  });

  test("a server that closes without close_notify, and a client that says it: a candidate", () => {
    const of = on(http2Facts({ server: mute }), "server", {
      passages: [{ from: "client", endsAt: 800, atMs: 6 }],
    });
    const connections = of.evidence.connections.map((one) => ({
      ...one,
      wire: {
        ...one.wire,
        messages: [
          {
            from: "client",
            endsAt: 800,
            name: "Alert",
            detail: "0 close_notify warning",
            seen: "decrypted",
          } as const,
        ],
      },
    }));
    expect(gist(found(code, { ...of, evidence: { ...of.evidence, connections } }))).toEqual({
      side: null,
      decided: false,
      quotes: [
        "wire: the server closed first (FIN), without close_notify",
        "wire: HTTP/2 preface of the client: sent; frames of the server: none",
      ],
    });
  });

  test("a server that asked for a certificate may have refused it: nothing is decided", () => {
    const certificateRequest = { signatureSchemes: ["ed25519"], authorities: [] };
    const of = on(http2Facts({ server: mute }), "server", {}, { certificateRequest });
    expect(found(code, of)).toMatchObject({ side: null, decided: false });
  });
});

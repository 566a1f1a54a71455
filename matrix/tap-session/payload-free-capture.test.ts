import { expect, test } from "vitest";
import type { Capture } from "../domain/capture.ts";
import { pcapng } from "../report/capture/pcapng.ts";
import { connection as connectionEvidence, finishedTls, serverHello } from "../test/evidence.ts";
import { payloadFreeCapture, payloadLeftOut, withoutQuotes } from "./payload-free-capture.ts";

const octets = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

const random = "ab".repeat(32);
const secretsOf = (...labels: readonly string[]) =>
  labels.map((label) => `${label} ${random} ${"cd".repeat(48)}\n`).join("");

const capture: Capture = {
  connections: [
    {
      clientAddress: "127.0.0.1:1",
      serverAddress: "127.0.0.1:2",
      openedAt: 0,
      chunks: [
        { from: "client", at: 1, octets: octets("GET /s3c") },
        { from: "server", at: 2, octets: octets("HTTP/1.1 200 s3cret") },
        { from: "client", at: 3, octets: octets("ret HTTP/1.1") },
      ],
      closes: [],
    },
  ],
  secrets: secretsOf(
    "CLIENT_HANDSHAKE_TRAFFIC_SECRET",
    "SERVER_HANDSHAKE_TRAFFIC_SECRET",
    "CLIENT_TRAFFIC_SECRET_0",
    "SERVER_TRAFFIC_SECRET_0",
    "EXPORTER_SECRET",
    "CLIENT_EARLY_TRAFFIC_SECRET",
    "CLIENT_RANDOM",
  ),
};

test("pieces stay as they were split, without what was in them, and only handshakes can be decrypted", () => {
  const free = payloadFreeCapture(capture, [connectionEvidence()]);
  expect(free).toEqual({
    connections: [
      {
        ...capture.connections[0],
        chunks: capture.connections[0]?.chunks.map((chunk) => ({
          ...chunk,
          octets: new Uint8Array(chunk.octets.length),
        })),
      },
    ],
    secrets: secretsOf("CLIENT_HANDSHAKE_TRAFFIC_SECRET", "SERVER_HANDSHAKE_TRAFFIC_SECRET"),
    leftOut: payloadLeftOut,
  });
  const file = Buffer.from(pcapng(free));
  expect(file.includes(payloadLeftOut)).toBe(true);
  expect(file.includes("s3c")).toBe(false);
});

test("a capture without secrets that may stay has none", () => {
  const secrets = secretsOf("CLIENT_RANDOM");
  expect(payloadFreeCapture({ ...capture, secrets }, []).secrets).toBe(null);
});

test("octets of TLS 1.3 stay, encrypted as they are", () => {
  const [first] = capture.connections;
  const record = Uint8Array.of(23, 3, 3, 0, 3, 1, 2, 3);
  const connections = first
    ? [{ ...first, chunks: [{ from: "client", at: 1, octets: record }] as const }]
    : [];
  const of = (version: "1.2" | "1.3") => {
    const tls = finishedTls({
      serverHello: serverHello({ version }),
    });
    const evidence = connectionEvidence({ wire: { ...connectionEvidence().wire, tls } });
    return payloadFreeCapture({ ...capture, connections }, [evidence]).connections[0]?.chunks[0]
      ?.octets;
  };
  expect([of("1.3"), of("1.2")]).toEqual([record, Uint8Array.of(23, 3, 3, 0, 3, 0, 0, 0)]);
});

test("what is quoted of unknown octets is left out of the evidence", () => {
  const whole = connectionEvidence();
  const message = { from: "client", endsAt: 6, seen: "clear" } as const;
  const { wire } = withoutQuotes({
    ...whole,
    wire: {
      ...whole.wire,
      client: { protocol: "other", firstOctets: "733363726574" },
      messages: [
        { ...message, name: "octets", detail: "s3cret" },
        { ...message, name: "HEADERS", detail: "POST /p.S/M" },
      ],
    },
  });
  expect([wire.client.firstOctets, wire.messages.map(({ detail }) => detail)]).toEqual([
    "",
    ["", "POST /p.S/M"],
  ]);
});

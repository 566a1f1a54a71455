import { expect, test } from "vitest";
import type { Capture } from "../domain/capture.ts";
import { pcapng } from "../report/capture/pcapng.ts";
import {
  connection as connectionEvidence,
  finishedTls,
  serverHello,
} from "../tooling/test/evidence.ts";
import { payloadFreeCapture, payloadLeftOut } from "./payload-free-capture.ts";

const bytes = (text: string) => Uint8Array.from(Buffer.from(text, "latin1"));

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
        { from: "client", at: 1, bytes: bytes("GET /s3c") },
        { from: "server", at: 2, bytes: bytes("HTTP/1.1 200 s3cret") },
        { from: "client", at: 3, bytes: bytes("ret HTTP/1.1") },
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
        chunks: [
          { from: "client", at: 1, bytes: bytes("GET \0\0\0\0") },
          { from: "server", at: 2, bytes: bytes(`HTTP/1.1 200${"\0".repeat(7)}`) },
          { from: "client", at: 3, bytes: new Uint8Array(12) },
        ],
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

test("bytes of TLS 1.3 stay, encrypted as they are", () => {
  const [first] = capture.connections;
  const serverHelloDone = [22, 3, 3, 0, 4, 14, 0, 0, 0];
  const record = Uint8Array.of(...serverHelloDone, 23, 3, 3, 0, 3, 1, 2, 3);
  const connections = first
    ? [{ ...first, chunks: [{ from: "client", at: 1, bytes: record }] as const }]
    : [];
  const of = (version: "1.2" | "1.3") => {
    const tls = finishedTls({
      serverHello: serverHello({ version }),
    });
    const evidence = connectionEvidence({ wire: { ...connectionEvidence().wire, tls } });
    return payloadFreeCapture({ ...capture, connections }, [evidence]).connections[0]?.chunks[0]
      ?.bytes;
  };
  expect([of("1.3"), of("1.2")]).toEqual([
    record,
    Uint8Array.of(...serverHelloDone, 23, 3, 3, 0, 3, 0, 0, 0),
  ]);
});

import { execFileSync, spawnSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CapturedConnection } from "../../domain/capture.ts";
import { temporaryFolder } from "../../tooling/test/temporary-folder.ts";
import { pcapng } from "./pcapng.ts";

const openedAt = Date.UTC(2026, 10, 21);

const connection = (of: Partial<CapturedConnection>): CapturedConnection => ({
  clientAddress: "127.0.0.1:40123",
  serverAddress: "127.0.0.1:50051",
  openedAt,
  chunks: [],
  closes: [],
  ...of,
});

/** Type, length and, of packets, microseconds since the first connection and the client's port. */
const blocks = (file: Uint8Array): readonly string[] => {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const found: string[] = [];
  for (let at = 0; at < file.length; ) {
    const type = view.getUint32(at, true);
    const length = view.getUint32(at + 4, true);
    expect(view.getUint32(at + length - 4, true)).toBe(length);
    const time =
      (BigInt(view.getUint32(at + 12, true)) << 32n) | BigInt(view.getUint32(at + 16, true));
    const ports = [view.getUint16(at + 48), view.getUint16(at + 50)];
    found.push(
      type === 6
        ? `packet +${(time - BigInt(openedAt) * 1_000_000n) / 1000n} µs ${ports.join("→")}`
        : `block ${type}`,
    );
    at += length;
  }
  return found;
};

const head = ["block 168627466", "block 1"];

test("an empty capture has its headers", () => {
  expect(blocks(pcapng({ connections: [], secrets: null }))).toEqual(head);
});

test("secrets come before packets, and packets of all connections in order of time", () => {
  const bytes = Uint8Array.of(1);
  const file = pcapng({
    connections: [
      connection({ chunks: [{ from: "client", at: openedAt + 3, bytes }] }),
      connection({
        clientAddress: "127.0.0.1:40124",
        openedAt: openedAt + 1.5,
        closes: [{ by: "server", how: "rst", at: openedAt + 2 }],
      }),
    ],
    secrets: "# none\n",
  });
  expect(blocks(file)).toEqual([
    ...head,
    "block 10",
    "packet +0 µs 40123→50051",
    "packet +0 µs 50051→40123",
    "packet +0 µs 40123→50051",
    "packet +1500 µs 40124→50051",
    "packet +1500 µs 50051→40124",
    "packet +1500 µs 40124→50051",
    "packet +2000 µs 50051→40124",
    "packet +3000 µs 40123→50051",
    "packet +3000 µs 50051→40123",
  ]);
});

test("the first packet alone tells what its addresses stand for", () => {
  const file = pcapng({
    connections: [connection({ serverAddress: "unix:/run/plugin.sock" })],
    secrets: null,
  });
  const comment = "server unix:/run/plugin.sock stands as 127.0.0.2:49152";
  expect(Buffer.from(file).toString("latin1").split(comment)).toHaveLength(2);
});

/** A transcript's records in the order in which the sides alternate, and its key log. */
const transcript = (name: string, order: string) => {
  const file = new URL(`../../../fixtures/transcripts/${name}.txt`, import.meta.url);
  const text = readFileSync(file, "utf8");
  const sent = (side: string) =>
    [...text.matchAll(new RegExp(`^${side} (.*)$`, "gm"))].map(([, bytes = ""]) =>
      Buffer.from(bytes, "hex"),
    );
  const left = { client: sent("client"), server: sent("server") };
  const chunks = order.split(" ").map((letter, at) => {
    const from = letter === "c" ? "client" : "server";
    const bytes = left[from].shift();
    if (!bytes) throw new Error(`${name} has no more of the ${from}`);
    return { from, at: openedAt + 1 + at * 0.25, bytes } as const;
  });
  const last = chunks.length + openedAt;
  const closes = [
    { by: "client", how: "fin", at: last },
    { by: "server", how: "rst", at: last + 1 },
  ] as const;
  const secrets = text.split("\n").filter((line) => /^[A-Z_0-9]+ [0-9a-f]{64} /.test(line));
  return { chunks, closes, secrets: secrets.map((line) => `${line}\n`).join("") };
};

const retry = transcript("rfc8448-hello-retry-request", "c s c s s c c s");
const mutual = transcript("rfc8448-client-authentication", "c s s c c s");

const hasTshark = spawnSync("tshark", ["--version"]).status === 0;
const where = hasTshark ? "" : " (skipped: no tshark on PATH)";

test.skipIf(!hasTshark)(`tshark decrypts it and complains of nothing${where}`, () => {
  const file = join(temporaryFolder(), "capture.pcapng");
  const large = { from: "server", at: openedAt + 2, bytes: new Uint8Array(150_000) } as const;
  const connections = [
    connection(retry),
    connection({ ...mutual, clientAddress: "[::1]:40126", serverAddress: "unix:/run/plugin.sock" }),
    // The first one's addresses again, later.
    connection({ ...mutual, openedAt: openedAt + 60_000 }),
    connection({ clientAddress: "127.0.0.1:40125", chunks: [large] }),
  ];
  writeFileSync(file, pcapng({ connections, secrets: retry.secrets + mutual.secrets }));
  const checks = ["tcp.check_checksum:TRUE", "ip.check_checksum:TRUE"].flatMap((one) => [
    "-o",
    one,
  ]);
  const shown = (filter: string, ...fields: readonly string[]) =>
    execFileSync(
      "tshark",
      [
        "-r",
        file,
        ...checks,
        "-Y",
        filter,
        "-T",
        "fields",
        ...fields.flatMap((one) => ["-e", one]),
      ],
      { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] },
    )
      .split("\n")
      .filter(Boolean);
  const fields = ["tcp.stream", "tls.handshake.type", "tls.alert_message.desc"];
  const messages = shown("tls.handshake or tls.alert_message", ...fields);
  const of = (stream: number) =>
    messages.filter((line) => line.startsWith(`${stream}\t`)).map((line) => line.slice(2));
  // Types by RFC 8446 appendix B.3, last column: alert 0 is close_notify.
  const mutually = ["1\t", "2\t", "8,13,11,15,20\t", "11,15,20\t", "\t0", "\t0"];
  expect([of(0), of(1), of(2), of(3)]).toEqual([
    ["1\t", "2\t", "1\t", "2\t", "8,11,15,20\t", "20\t", "\t0", "\t0"],
    mutually,
    [],
    mutually,
  ]);
  expect(shown("tcp.len > 0 and tcp.stream == 2", "tcp.len")).toEqual(["65495", "65495", "19010"]);
  // Severity 0x600000 is a warning, which a reset is by itself; the only remark is on the addresses' return.
  expect(shown("_ws.expert.severity >= 0x600000 and tcp.flags.reset == 0", "frame.number")).toEqual(
    [],
  );
  expect(shown("tcp.analysis.flags and !tcp.analysis.reused_ports", "frame.number")).toEqual([]);
  // 1 is "good".
  expect(shown("tcp.checksum.status != 1 or ip.checksum.status != 1", "frame.number")).toEqual([]);
});

import { once } from "node:events";
import { appendFileSync, readdirSync, readFileSync } from "node:fs";
import { connect, createServer, type Server, type Socket } from "node:net";
import { join } from "node:path";
import {
  connect as connectTls,
  createServer as createTlsServer,
  type SecureVersion,
} from "node:tls";
import { describe, expect, onTestFinished, test } from "vitest";
import type { Diagnosis } from "../../domain/cause.ts";
import { temporaryFolder } from "../test/temporary-folder.ts";
import { begin, cli, line } from "./marked-process.ts";
import { eventually } from "./matrix-process.ts";

const word = "ZQSECRETQZ";
const bytes = (text: string) => Buffer.from(text, "latin1");

/** The word, and parts of it, in every notation that a text may have them in. */
const spellings: readonly string[] = [
  word,
  word.slice(0, 5),
  word.slice(-5),
  bytes(word.slice(0, 5)).toString("hex"),
  bytes(word).toString("base64").slice(0, 12),
];

const found = (where: string, content: Buffer): readonly string[] =>
  spellings
    .filter((spelling) => content.includes(spelling) || content.includes(spelling.toLowerCase()))
    .map((spelling) => `${where}: ${spelling}`);

const foundIn = (folder: string): readonly string[] =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .flatMap(({ name, parentPath }) => found(name, readFileSync(join(parentPath, name))));

const frame = (type: number, flags: number, stream: number, payload: Uint8Array) => {
  const header = Buffer.alloc(9);
  header.writeUIntBE(payload.length, 0, 3);
  header.set([type, flags], 3);
  header.writeUInt32BE(stream, 5);
  return Buffer.concat([header, payload]);
};

const field = (name: string, value: string) =>
  Buffer.concat([Buffer.of(0, name.length), bytes(name), Buffer.of(value.length), bytes(value)]);

const settings = frame(4, 0, 0, Buffer.alloc(0));
const preface = Buffer.concat([bytes("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"), settings]);
const goaway = (debugData: string) =>
  frame(7, 0, 0, Buffer.concat([Buffer.of(0, 0, 0, 0, 0, 0, 0, 2), bytes(debugData)]));
const message = Buffer.concat([Buffer.of(0, 0, 0, 0, word.length), bytes(word)]);

/** A call with the word in all that an application has a say in. */
const call = Buffer.concat([
  preface,
  frame(
    1,
    4,
    1,
    Buffer.concat([
      Buffer.of(0x83, 0x86),
      field(":path", `/proto.KV/Get?${word}`),
      field("authorization", `Basic ${word}`),
      field("x-tenant", word),
      field("te", word),
      field("grpc-timeout", word),
      field("user-agent", `grpc-go/1.0 (token ${word})`),
      field("content-type", `text/plain; charset=${word}`),
    ]),
  ),
  frame(0, 1, 1, message),
]);

/** An answer with the word in all that an application has a say in. */
const answer = Buffer.concat([
  settings,
  frame(
    1,
    0xc,
    1,
    Buffer.concat([Buffer.of(word.length, 0x88), field("x-trace", word), bytes(word)]),
  ),
  frame(0, 8, 1, Buffer.concat([Buffer.of(word.length), message, bytes(word)])),
  frame(6, 0, 0, bytes(word.slice(0, 8))),
  frame(0x77, 0, 0, bytes(word)),
  frame(2, 0, 1, bytes(word.slice(0, 5))),
  frame(1, 5, 1, Buffer.concat([field("grpc-status", "13"), field("grpc-message", word)])),
  goaway(word),
]);

const http1 = bytes(`HTTP/1.1 403 ${word}\r\nSet-Cookie: ${word}\r\n\r\n${word}`);
const request = bytes(`GET /${word} HTTP/1.1\r\nHost: ${word}\r\n\r\n`);
const html = bytes(`<html><title>${word}</title></html>`);
const banner = bytes(`220 ${word} ready\r\n`);
/** A record by its header alone. */
const fakeTls = Buffer.concat([Buffer.of(22, 3, 1, 0, 3 * word.length), bytes(word.repeat(3))]);
const proxyLine = bytes(`PROXY TCP4 ${word} 192.0.2.1 1 2\r\n`);

/** Answers each connection's first bytes and ends it. */
const answering = (said: Uint8Array) => (socket: Socket) => {
  socket.on("error", () => {});
  socket.once("data", () => socket.end(said));
};

const listening = async (server: Server): Promise<number> => {
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  onTestFinished(() => void server.close());
  const address = server.address();
  return typeof address === "object" && address ? address.port : 0;
};

/** A relay that leaves payloads out, and what it wrote and printed when it has ended. */
const relay = async (to: number, options: readonly string[] = []) => {
  const out = temporaryFolder();
  const argv = ["tap", "--no-payload", "--listen", "127.0.0.1:0", "--to", `127.0.0.1:${to}`];
  const tap = begin([process.execPath, cli, ...argv, "--out", out, ...options]);
  const [, port = ""] = /^relays 127\.0\.0\.1:(\d+) /.exec(await line(tap)) ?? [];
  return {
    port: Number(port),
    end: async () => {
      tap.child.kill("SIGINT");
      const { stdout, stderr } = await tap.ended;
      const text = (name: string) => readFileSync(join(out, name), "utf8");
      return {
        leaks: [...foundIn(out), ...found("stdout", stdout), ...found("stderr", stderr)],
        printed: stdout.toString(),
        diagnosis: JSON.parse(text("diagnosis.json")) as Diagnosis | null,
        texts: ["diagnosis.txt", "handshake.txt", "evidence.json"].map(text),
      };
    },
  };
};

/** Says something and settles when the other side has ended. */
const say = async (socket: Socket, said: Uint8Array): Promise<void> => {
  socket.on("error", () => {}).resume();
  socket.write(said);
  await once(socket, "close");
};

const quotes = (diagnosis: Diagnosis | null): readonly string[] =>
  diagnosis?.causes[0]?.matched.map(({ by, text }) => `${by}: ${text}`) ?? [];

describe("before an endpoint, in the clear", () => {
  test.for([
    [
      "a banner",
      preface,
      banner,
      "peer-not-http2",
      "22 bytes of the server that are neither TLS nor HTTP, left out",
    ],
    [
      "a page of HTML",
      preface,
      html,
      "peer-not-http2",
      "bytes of the server that are neither TLS nor HTTP, left out",
    ],
    ["HTTP/1", preface, http1, "peer-speaks-http1", "the server sent: HTTP/1.1 403"],
    ["a request of HTTP/1", request, http1, null, ""],
    [
      "GOAWAY",
      call,
      Buffer.concat([settings, goaway(word)]),
      "goaway",
      `debug data "10 bytes left out"`,
    ],
    ["a call and its answer", call, answer, null, ""],
    ["what calls itself TLS", preface, fakeTls, "plaintext-client-to-tls-port", ""],
    ["a client that calls itself TLS", fakeTls, fakeTls, null, ""],
    ["a client of neither", bytes(word.repeat(5)), banner, null, ""],
    ["a line of the PROXY protocol", Buffer.concat([proxyLine, call]), answer, null, ""],
  ] as const)("%s", async ([, said, answered, code, quote]) => {
    const { port, end } = await relay(await listening(createServer(answering(answered))));
    // The second is like the first, which a line tells.
    for (let time = 0; time < 2; time++) {
      await say(connect({ host: "127.0.0.1", port }), said);
    }
    const { leaks, printed, diagnosis, texts } = await end();
    expect(leaks).toEqual([]);
    expect(printed).toContain("payloads are left out");
    expect(texts.map((text) => /left[- ]out/.test(text))).toEqual([true, true, true]);
    if (code === null) return;
    expect(diagnosis?.causes[0]?.code).toBe(code);
    expect(quotes(diagnosis).join("\n")).toContain(quote);
  });
});

describe("before an endpoint, over TLS with its key log", () => {
  const secured = async (said: Uint8Array, version: SecureVersion) => {
    const { generate } = await import("selfsigned");
    const { private: key, cert } = await generate([{ name: "commonName", value: "localhost" }]);
    const keyLog = join(temporaryFolder(), "keys.txt");
    const server = createTlsServer(
      { key, cert, ALPNProtocols: ["h2"], minVersion: version, maxVersion: version },
      answering(said),
    );
    server.on("keylog", (secret: Buffer) => appendFileSync(keyLog, secret));
    return { port: await listening(server), keyLog };
  };

  test.for(
    (["TLSv1.2", "TLSv1.3"] as const).flatMap((version) =>
      [
        ["a banner", preface, banner, "peer-not-http2", "bytes of the server: 22 bytes left out"],
        ["HTTP/1", preface, http1, "peer-speaks-http1", "the server sent: HTTP/1.1 403"],
        ["GOAWAY", call, Buffer.concat([settings, goaway(word)]), "goaway", `"10 bytes left out"`],
        ["a call and its answer", call, answer, null, ""],
      ].map((row) => [version, ...row] as const),
    ),
  )("%s: %s", async ([version, , said, answered, code, quote]) => {
    const { port: to, keyLog } = await secured(answered as Uint8Array, version);
    const { port, end } = await relay(to, ["--key-log", keyLog]);
    const socket = connectTls({
      host: "127.0.0.1",
      port,
      rejectUnauthorized: false,
      ALPNProtocols: ["h2"],
      // The server's name is of the handshake, and stays.
      servername: "localhost",
    });
    await say(socket, said as Uint8Array);
    const { leaks, diagnosis, texts } = await end();
    expect(leaks).toEqual([]);
    expect(texts[1]).toContain("ServerHello");
    if (code === null) return;
    expect(diagnosis?.causes[0]?.code).toBe(code);
    expect(quotes(diagnosis).join("\n")).toContain(quote);
  });
});

test("in a plugin's place, with the ladder in a file", async () => {
  const port = await listening(createServer(answering(http1)));
  const [out, live] = [temporaryFolder(), join(temporaryFolder(), "live.txt")];
  const plugin = `echo '1|1|tcp|127.0.0.1:${port}|grpc|'; trap 'exit 0' TERM; while :; do sleep 0.05; done`;
  const argv = ["tap", "--no-payload", "--live", live, "--out", out, "--", "sh", "-c", plugin];
  const tap = begin([process.execPath, cli, ...argv]);
  const relayed = Number((await line(tap)).split("|")[3]?.split(":")[1]);
  await say(connect({ host: "127.0.0.1", port: relayed }), call);
  tap.child.kill("SIGTERM");
  const { stdout, stderr } = await tap.ended;
  expect(await eventually(() => tap.running().length === 0, 20_000)).toBe(true);
  const ladder = readFileSync(live);
  expect([
    ...foundIn(out),
    ...found("live", ladder),
    ...found("stdout", stdout),
    ...found("stderr", stderr),
  ]).toEqual([]);
  expect(ladder.toString()).toContain("HTTP/1: HTTP/1.1 403");
});

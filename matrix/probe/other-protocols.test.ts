/** Servers of other protocols, as their specifications have them begin or answer. */
import { createSocket } from "node:dgram";
import { readFileSync } from "node:fs";
import { createServer, type Server } from "node:net";
import { createServer as createTlsServer } from "node:tls";
import { describe, expect, onTestFinished, test } from "vitest";
import { makeRunPki } from "../run/pki/run-pki.ts";
import { serverName } from "../run/pki/server-name.ts";
import { grpc, listen } from "../tooling/test/grpc-server.ts";
import { nobodyListens } from "../tooling/test/sockets.ts";
import { temporaryFolder } from "../tooling/test/temporary-folder.ts";
import { nextCommand } from "./next-command.ts";
import { probe } from "./probe.ts";
import { questionOf } from "./question-of.ts";

/** Speaks first. */
const greeting = (hello: string): Server =>
  createServer((socket) => socket.on("error", () => {}).end(hello, "latin1"));

/** Answers text with a line, and waits for the end of anything else. */
const answeringLines = (answer: string): Server =>
  createServer((socket) => {
    socket.on("error", () => {});
    socket.on("data", (bytes: Buffer) => {
      if (bytes.toString("latin1").includes("\r\n")) socket.end(answer);
    });
  });

/** Answers one question, and closes on any other. */
const answering = (asked: string, answer: string): Server =>
  createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes: Buffer) => {
      if (bytes.toString("hex").startsWith(asked)) socket.write(Buffer.from(answer, "hex"));
      else socket.end();
    });
  });

const mysql = "J\0\0\0\n8.0.36\0\x08\0\0\0abcdefgh\0";

const servers = [
  ["SSH", () => greeting("SSH-2.0-OpenSSH_9.2\r\n")],
  ["SMTP", () => greeting("220 mail.example ESMTP Postfix\r\n")],
  ["FTP", () => greeting("220 (vsFTPd 3.0.3)\r\n")],
  ["SMTP or FTP", () => greeting("220 welcome\r\n")],
  ["IMAP", () => greeting("* OK [CAPABILITY IMAP4rev1] Dovecot ready.\r\n")],
  ["POP3", () => greeting("+OK Dovecot ready.\r\n")],
  ["MySQL", () => greeting(mysql)],
  ["Redis", () => answeringLines("-ERR unknown command 'PRI', with args beginning with: '*'\r\n")],
  ["Memcached", () => answeringLines("ERROR\r\n")],
  ["AMQP", () => answeringLines("AMQP\0\0\t\x01")],
  ["VNC", () => greeting("RFB 003.008\n")],
  ["Telnet", () => greeting("\xff\xfd\x18\xff\xfd\x20\xff\xfd\x23")],
  ["a protocol whose server speaks first", () => greeting("hello, who is there?\n")],
  ["a protocol whose server speaks first", () => greeting("\x02\x00\x9a\x01")],
  ["NATS", () => greeting('INFO {"server_id":"N"}\r\n')],
  ["LDAP", () => answering("3025020101", "300c02010165070a010004000400")],
  ["Kafka", () => answering("0000000a0012", "0000000a00000001002300000000")],
  [
    "MongoDB",
    () => answering("340000000100", "1600000007000000 01000000dd070000 0000".replaceAll(" ", "")),
  ],
  ["Cassandra", () => answering("0400000005", "84000000060000000200 00".replaceAll(" ", ""))],
  [
    "DNS",
    () => answering("001100010100", "001100018180000100000000000000000200 01".replaceAll(" ", "")),
  ],
  ["PostgreSQL", () => answering("0000000804d2162f", "4e")],
  ["MQTT", () => answering("100c00044d515454", "20020000")],
  ["SOCKS5", () => answering("050100", "0500")],
  ["ttrpc", () => answering("000000060000000101", "0000000a00000001020008120a0a")],
] as const;

const probed = async (address: string, plaintext: boolean) => {
  const options = { plaintext, timeout: 400 };
  const report = await probe(await questionOf(address, options), {});
  return {
    causes: report.diagnosis?.causes.map(({ code, decided, sentence }) => ({
      code,
      decided,
      sentence,
    })),
    next: nextCommand(report, options),
  };
};

describe.for(servers)("%s", ([name, server]) => {
  test.for([true, false])("plaintext: %s", async (plaintext) => {
    const { endpoint } = await listen(server());
    expect(await probed(endpoint.address, plaintext)).toEqual({
      causes: [
        { code: "other-protocol", decided: true, sentence: `This port serves ${name}, not gRPC.` },
      ],
      next: null,
    });
  });
});

test.for([true, false])("HTTP/3 alone, plaintext: %s", async (plaintext) => {
  const { address } = await nobodyListens();
  const socket = createSocket("udp4");
  onTestFinished(() => void socket.close());
  socket.on("message", (packet, { port, address: from }) => {
    const [ours, theirs] = [packet.subarray(15, 23), packet.subarray(6, 14)];
    const ids = [Uint8Array.of(8), ours, Uint8Array.of(8), theirs];
    const answer = [Buffer.from("8000000000", "hex"), ...ids, Buffer.from("00000001", "hex")];
    socket.send(Buffer.concat(answer), port, from);
  });
  await new Promise<void>((resolve) => {
    socket.bind(Number(address.split(":").at(-1)), "127.0.0.1", resolve);
  });
  expect((await probed(address, plaintext)).causes).toEqual([
    {
      code: "other-protocol",
      decided: true,
      sentence: "This port serves HTTP/3 alone (QUIC, over UDP), not gRPC.",
    },
  ]);
});

test.for([true, false])("the PROXY protocol before HTTP/2, plaintext: %s", async (plaintext) => {
  const speak = grpc();
  const server = createServer((socket) => {
    socket.on("error", () => {});
    socket.once("data", (bytes: Buffer) => {
      const end = bytes.indexOf("\r\n") + 2;
      if (!bytes.toString("latin1").startsWith("PROXY ")) return void socket.end();
      socket.unshift(bytes.subarray(end));
      speak(socket);
    });
  });
  const { endpoint } = await listen(server);
  expect((await probed(endpoint.address, plaintext)).causes?.[0]).toMatchObject({
    code: "proxy-protocol-expected",
    decided: true,
  });
});

test("TLS that answers a ClientHello and never ends is no PROXY protocol", async () => {
  // A HelloRetryRequest to whatever holds a ClientHello (RFC 8446 section 4.1.3).
  const random = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";
  const retry = Buffer.from(
    `1603030038020000340303${random}00130100000c002b00020304003300020018`,
    "hex",
  );
  const { endpoint } = await listen(
    createServer((socket) => {
      socket.on("error", () => {});
      socket.on("data", (bytes: Buffer) => {
        if (bytes.includes(Buffer.of(0x16, 0x03, 0x01))) socket.write(retry);
      });
    }),
  );
  expect((await probed(endpoint.address, false)).causes?.[0]?.code).not.toBe(
    "proxy-protocol-expected",
  );
});

test("a port that closes whatever is said is not named", async () => {
  const { endpoint } = await listen(createServer((socket) => socket.on("error", () => {}).end()));
  expect((await probed(endpoint.address, true)).causes?.[0]?.code).toBe("closed-before-preface");
});

test("a port that repeats what it is told is not named", async () => {
  const { endpoint } = await listen(
    createServer((socket) => socket.on("error", () => {}).pipe(socket)),
  );
  expect((await probed(endpoint.address, true)).causes?.[0]?.code).not.toBe("other-protocol");
});

const noAlpn =
  "The server answered without choosing a protocol by ALPN, and the client insists on h2.";

test.for([
  [
    "an answer of another protocol",
    "-ERR unknown command 'PRI'\r\n",
    ["This port serves Redis behind TLS, not gRPC."],
    true,
  ],
  [
    "HTTP/1.1",
    "HTTP/1.1 400 Bad Request\r\n\r\n",
    [noAlpn, "The server answers in HTTP/1, and gRPC is HTTP/2."],
    true,
  ],
  ["a close", "", [noAlpn], false],
] as const)("no ALPN, and behind it %s", async ([, answer, sentences, decided]) => {
  const pki = await makeRunPki(temporaryFolder());
  const { certificate, key } = await pki.server("p256");
  const server = createTlsServer({ cert: readFileSync(certificate), key: readFileSync(key) });
  server.on("secureConnection", (socket) => {
    socket.on("error", () => {});
    socket.on("data", () => socket.end(answer));
  });
  const { endpoint } = await listen(server);
  const options = { ca: pki.ca, serverName, timeout: 400 };
  const { diagnosis, rungs } = await probe(await questionOf(endpoint.address, options), {});
  expect(diagnosis?.causes.map(({ sentence }) => sentence)).toEqual(sentences);
  expect(diagnosis?.causes[0]?.decided).toBe(decided);
  expect(rungs.at(-1)?.summary).toBe("go ✗ python ✗ node ✗ rust ✗ java ✗");
});

test("a greeting behind TLS", async () => {
  const pki = await makeRunPki(temporaryFolder());
  const { certificate, key } = await pki.server("p256");
  const server = createTlsServer({
    cert: readFileSync(certificate),
    key: readFileSync(key),
    ALPNProtocols: ["h2"],
  });
  server.on("secureConnection", (socket) => socket.write("* OK IMAP4rev1 ready\r\n"));
  const { endpoint } = await listen(server);
  const options = { ca: pki.ca, serverName, timeout: 400 };
  const { diagnosis } = await probe(await questionOf(endpoint.address, options), {});
  expect(diagnosis?.causes.map(({ sentence }) => sentence)).toEqual([
    "This port serves IMAP behind TLS, not gRPC.",
  ]);
});

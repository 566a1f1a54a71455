import { createCipheriv } from "node:crypto";
import { expect, test } from "vitest";
import type { Secrets } from "./opener.ts";
import { expandLabel, type SuiteParameters, suiteParameters } from "./record-protection.ts";
import type { TlsRecord } from "./tls-records.ts";
import { tls13Opener } from "./tls13-opener.ts";

const handshake = Buffer.alloc(32, 1);
const application = Buffer.alloc(32, 2);
const all: Secrets = new Map([
  ["SERVER_HANDSHAKE_TRAFFIC_SECRET", handshake],
  ["SERVER_TRAFFIC_SECRET_0", application],
]);

const parametersOf = (suite: number): SuiteParameters => {
  const parameters = suiteParameters(suite);
  if (!parameters) throw new Error(`no suite ${suite}`);
  return parameters;
};
const parameters = parametersOf(0x1301);

/** The sender's side of RFC 8446 section 5.2. */
const sealed = (secret: Uint8Array, sequence: number, inner: string): Omit<TlsRecord, "endsAt"> => {
  const plaintext = Buffer.from(inner, "hex");
  const header = Uint8Array.of(23, 3, 3, 0, plaintext.length + 16);
  const key = expandLabel(parameters.hash, secret, "key", parameters.keyLength);
  const iv = expandLabel(parameters.hash, secret, "iv", 12);
  const number = Buffer.alloc(12);
  number.writeUInt32BE(sequence, 8);
  const nonce = iv.map((byte, at) => byte ^ (number[at] ?? 0));
  const cipher = createCipheriv("aes-128-gcm", key, nonce);
  cipher.setAAD(header);
  const body = Buffer.concat([cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
  return { type: 23, header, fragment: body };
};

const opened = (result: ReturnType<ReturnType<typeof tls13Opener>["open"]>) =>
  typeof result === "string"
    ? result
    : `${result.type}:${Buffer.from(result.content).toString("hex")}`;

const opener = (secrets: Secrets = all) => tls13Opener("server", parameters, secrets);

test.for([
  ["its content type is the last byte", "0a0b16", "22:0a0b"],
  ["padding is zeros after it", "0a0b15000000", "21:0a0b"],
  ["content may end in zeros", "0a0017", "23:0a00"],
  ["content may be empty", "17", "23:"],
  ["nothing but padding has no type", "000000", "0:"],
  ["nothing at all has none either", "", "0:"],
] as const)("%s", ([, inner, expected]) => {
  expect(opened(opener().open(sealed(handshake, 0, inner)))).toBe(expected);
});

test("records count, opened or passed over", () => {
  const server = opener();
  expect(opened(server.open(sealed(handshake, 0, "aa17")))).toBe("23:aa");
  server.skip();
  expect(opened(server.open(sealed(handshake, 2, "bb17")))).toBe("23:bb");
  for (let record = 3; record < 66_000; record++) server.skip();
  expect(opened(server.open(sealed(handshake, 66_000, "cc17")))).toBe("23:cc");
});

test("Finished changes the keys, once", () => {
  const server = opener();
  server.finished();
  expect(opened(server.open(sealed(application, 0, "aa17")))).toBe("23:aa");
  server.finished();
  expect(opened(server.open(sealed(application, 1, "bb17")))).toBe("23:bb");
});

test("KeyUpdate changes the keys, each time", () => {
  const server = opener();
  server.finished();
  const second = expandLabel("sha256", application, "traffic upd", 32);
  const third = expandLabel("sha256", second, "traffic upd", 32);
  server.updated();
  expect(opened(server.open(sealed(second, 0, "aa17")))).toBe("23:aa");
  server.updated();
  expect(opened(server.open(sealed(third, 0, "bb17")))).toBe("23:bb");
});

test.for([
  ["of another secret", sealed(application, 0, "aa17")],
  ["of another number", sealed(handshake, 1, "aa17")],
  ["too short for its tag", { type: 23, header: new Uint8Array(5), fragment: new Uint8Array(15) }],
] as const)("a record %s stays closed", ([, record]) => {
  expect(opener().open(record)).toBe(
    "does not open with SERVER_HANDSHAKE_TRAFFIC_SECRET of the key log",
  );
});

test("a secret that the key log lacks is named", () => {
  const server = opener(new Map([["SERVER_HANDSHAKE_TRAFFIC_SECRET", handshake]]));
  expect(opened(server.open(sealed(handshake, 0, "aa17")))).toBe("23:aa");
  server.finished();
  server.updated();
  expect(server.open(sealed(application, 0, "aa17"))).toBe(
    "needs SERVER_TRAFFIC_SECRET_0, which the key log does not have",
  );
});

test("a suite without an AEAD has no parameters", () => {
  expect(suiteParameters(0xc009)).toBeUndefined();
});

import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { transcripts as shared } from "../tooling/fuzz/seeds.ts";
import { type ConnectionBytes, readConnection } from "./read-connection.ts";
import { tlsRecords } from "./tls-records.ts";

const [simple, retry, mutual] = shared;
if (!simple || !retry || !mutual) throw new Error("transcripts are missing");
const transcripts = { simple, retry, mutual };

const closeNotify = { name: "close_notify", code: 0, fatal: false, seen: "decrypted" } as const;

const offered = [
  "ecdsa_secp256r1_sha256",
  "ecdsa_secp384r1_sha384",
  "ecdsa_secp521r1_sha512",
  "ecdsa_sha1",
  "rsa_pss_rsae_sha256",
  "rsa_pss_rsae_sha384",
  "rsa_pss_rsae_sha512",
  "rsa_pkcs1_sha256",
  "rsa_pkcs1_sha384",
  "rsa_pkcs1_sha512",
  "rsa_pkcs1_sha1",
  "dsa_sha256",
  "dsa_sha384",
  "dsa_sha512",
  "dsa_sha1",
];

const facts = (bytes: ConnectionBytes) => readConnection(bytes).tls;

test("section 3, simple 1-RTT: everything but the certificate", () => {
  const { serverCertificate, ...rest } = facts(transcripts.simple) ?? {};
  expect(rest).toEqual({
    clientHello: {
      versions: ["1.3"],
      cipherSuites: [
        "TLS_AES_128_GCM_SHA256",
        "TLS_CHACHA20_POLY1305_SHA256",
        "TLS_AES_256_GCM_SHA384",
      ],
      groups: [
        "x25519",
        "secp256r1",
        "secp384r1",
        "secp521r1",
        "ffdhe2048",
        "ffdhe3072",
        "ffdhe4096",
        "ffdhe6144",
        "ffdhe8192",
      ],
      keyShares: ["x25519"],
      signatureSchemes: offered,
      alpn: [],
      serverName: "server",
      random: "cb34ecb1e78163ba1c38c6dacb196a6dffa21a8d9912ec18a2ef6283024dece7",
      bytes: 196,
    },
    helloRetryRequest: null,
    serverHello: {
      version: "1.3",
      cipherSuite: "TLS_AES_128_GCM_SHA256",
      group: "x25519",
      alpn: null,
    },
    alpn: null,
    certificateRequest: null,
    clientCertificate: null,
    serverSignatureScheme: "rsa_pss_rsae_sha256",
    clientSignatureScheme: null,
    finished: { client: true, server: true },
    alerts: [
      { from: "server", ...closeNotify },
      { from: "client", ...closeNotify },
    ],
    visibility: { kind: "all" },
    malformed: null,
  });
  expect(serverCertificate).toEqual({
    chain: [
      {
        keyType: "rsa1024",
        subject: "CN=rsa",
        issuer: "CN=rsa",
        dnsNames: [],
        ipAddresses: [],
        otherNames: [],
        notBefore: "2016-07-30T01:23:59.000Z",
        notAfter: "2026-07-30T01:23:59.000Z",
        isCa: false,
        extendedKeyUsage: null,
        signatureAlgorithm: "sha256WithRSAEncryption",
        sha256: "a7ef15cef43e4b67bdb158fcc13cceef9041c8a6cef762046e825543a92bdc83",
      },
    ],
  });
});

test("section 5, HelloRetryRequest", () => {
  expect(facts(transcripts.retry)).toMatchObject({
    clientHello: { groups: ["x25519", "secp256r1", "secp384r1"], keyShares: ["x25519"] },
    helloRetryRequest: { group: "secp256r1" },
    serverHello: { group: "secp256r1" },
    finished: { client: true, server: true },
    visibility: { kind: "all" },
    malformed: null,
  });
});

test("section 6, client authentication", () => {
  const tls = facts(transcripts.mutual);
  expect(tls?.serverCertificate?.chain.map((one) => one.keyType)).toEqual(["p256"]);
  expect(tls?.clientCertificate?.chain.map((one) => one.keyType)).toEqual(["rsa1024"]);
  expect(tls).toMatchObject({
    certificateRequest: { signatureSchemes: offered, authorities: [] },
    serverSignatureScheme: "ecdsa_secp256r1_sha256",
    clientSignatureScheme: "rsa_pss_rsae_sha256",
    visibility: { kind: "all" },
  });
});

describe.for(Object.entries(transcripts))("%s", ([, bytes]) => {
  const whole = readConnection(bytes);

  test("bytes at another offset of their buffer say the same", () => {
    const moved = (side: Uint8Array) => Buffer.concat([Buffer.alloc(7), side]).subarray(7);
    const { client, server, secrets } = bytes;
    expect(readConnection({ client: moved(client), server: moved(server), secrets })).toEqual(
      whole,
    );
  });

  test("hellos split over records in any way, with empty ones, say the same", () => {
    fc.assert(
      fc.property(fc.array(fc.nat(40), { minLength: 1 }), (sizes) => {
        const client = resplit(bytes.client, sizes);
        const server = resplit(bytes.server, sizes);
        expect(readConnection({ ...bytes, client, server }).tls).toEqual(whole.tls);
      }),
    );
  });

  test("cut anywhere, one side's loss hides nothing of the other's hello", () => {
    for (let length = 0; length <= bytes.server.length; length++) {
      const server = bytes.server.subarray(0, length);
      const tls = facts({ ...bytes, server });
      expect(tls?.clientHello).toEqual(whole.tls?.clientHello);
      expect(tls?.malformed).toBeNull();
      if (tls?.serverHello) expect(tls.visibility).toEqual({ kind: "all" });
    }
    for (let length = 0; length <= bytes.client.length; length++) {
      const tls = facts({ ...bytes, client: bytes.client.subarray(0, length) });
      expect(tls?.serverHello).toEqual(whole.tls?.serverHello);
      expect(tls?.malformed).toBeNull();
    }
  });

  test.for(["client", "server"] as const)("no flipped bit of the %s throws", (side) => {
    const byte = fc.nat(bytes[side].length - 1);
    fc.assert(
      fc.property(byte, fc.nat(7), (at, bit) => {
        const flipped = Uint8Array.from(bytes[side]);
        flipped[at] = (flipped[at] ?? 0) ^ (1 << bit);
        readConnection({ ...bytes, [side]: flipped });
      }),
      { numRuns: 400 },
    );
  });
});

/** Splits the handshake records into fragments of these sizes, over and over; an empty one in a round. */
const resplit = (bytes: Uint8Array, sizes: readonly number[]): Uint8Array => {
  const parts: Uint8Array[] = [];
  for (const { type, header, fragment } of tlsRecords(bytes).records) {
    if (type !== 22) {
      parts.push(header, fragment);
      continue;
    }
    for (let at = 0, turn = 0; at < fragment.length; turn++) {
      const isEmptyTurn = turn % (sizes.length + 1) === sizes.length;
      const size = isEmptyTurn ? 0 : 1 + (sizes[turn % (sizes.length + 1)] ?? 0);
      const part = fragment.subarray(at, at + size);
      parts.push(Uint8Array.of(22, 3, 1, part.length >> 8, part.length & 0xff), part);
      at += part.length;
    }
  }
  return Buffer.concat(parts);
};

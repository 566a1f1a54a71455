import { once } from "node:events";
import { PassThrough } from "node:stream";
import {
  connect,
  createServer,
  type SecureVersion,
  type TLSSocket,
  type TlsOptions,
} from "node:tls";
import fc from "fast-check";
import { getExtensionData, readTlsClientHello } from "read-tls-client-hello";
import { generate } from "selfsigned";
import { beforeAll, describe, expect, test } from "vitest";
import { openTap } from "../observe/tap.ts";
import { cipherSuites, nameOf } from "./code-points.ts";
import { KeyLogReader } from "./key-log.ts";
import { readConnection } from "./read-connection.ts";

type Pair = Readonly<{ cert: string; private: string }>;
type Recorded = Readonly<{ client: Uint8Array; server: Uint8Array; secrets: KeyLogReader }>;

/** One real handshake between Node's own ends through the tap, with both sides' secrets. */
const recorded = async (server: TlsOptions, client: Record<string, unknown>): Promise<Recorded> => {
  const secrets = new KeyLogReader();
  const listener = createServer({ ALPNProtocols: ["h2"], ...server }, (socket) => {
    socket.on("error", () => {});
    socket.end("hello");
  });
  listener.on("tlsClientError", () => {});
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as { port: number };
  const tap = await openTap(
    { network: "tcp", address: "127.0.0.1:0" },
    { network: "tcp", address: `127.0.0.1:${port}` },
  );
  const socket: TLSSocket = connect({
    host: "127.0.0.1",
    port: Number(tap.endpoint.address.split(":")[1]),
    servername: "localhost",
    ALPNProtocols: ["h2"],
    rejectUnauthorized: false,
    ...client,
  });
  socket.on("keylog", (line: Buffer) => secrets.append(line.toString()));
  socket.on("error", () => {});
  socket.on("data", () => {});
  await new Promise((resolve) => socket.once("close", resolve));
  await tap.settled(2000);
  const [connection] = tap.connections;
  tap.close();
  listener.close();
  if (!connection) throw new Error("nothing was recorded");
  return { client: connection.client.octets(), server: connection.server.octets(), secrets };
};

describe("recorded handshakes", () => {
  const pairs = new Map<string, Pair>();

  beforeAll(async () => {
    const attributes = [{ name: "commonName", value: "localhost" }];
    for (const curve of ["P-256", "P-384", "P-521"] as const) {
      pairs.set(curve, await generate(attributes, { algorithm: "sha256", keyType: "ec", curve }));
    }
    pairs.set("RSA", await generate(attributes, { algorithm: "sha256", keySize: 2048 }));
  });

  const pair = (name: string): Pair => {
    const found = pairs.get(name);
    if (!found) throw new Error(`no pair ${name}`);
    return found;
  };
  const identity = (name: string) => ({ key: pair(name).private, cert: pair(name).cert });

  test.for([
    ["TLSv1.3", "P-256", "p256", "ecdsa_secp256r1_sha256"],
    ["TLSv1.3", "P-384", "p384", "ecdsa_secp384r1_sha384"],
    ["TLSv1.3", "P-521", "p521", "ecdsa_secp521r1_sha512"],
    ["TLSv1.3", "RSA", "rsa2048", "rsa_pss_rsae_sha256"],
    ["TLSv1.2", "P-256", "p256", "ecdsa_secp256r1_sha256"],
    ["TLSv1.2", "RSA", "rsa2048", "rsa_pss_rsae_sha256"],
  ] as const)("%s with a %s key", async ([version, key, keyType, scheme]) => {
    const limits = { minVersion: version as SecureVersion, maxVersion: version as SecureVersion };
    const { tls } = readConnection(await recorded({ ...identity(key), ...limits }, {}));
    expect(tls?.serverHello?.version).toBe(version.slice(4));
    expect(tls?.serverCertificate?.chain.map((one) => one.keyType)).toEqual([keyType]);
    expect(tls?.serverSignatureScheme).toBe(scheme);
    expect(tls?.alpn).toBe("h2");
    expect(tls?.certificateRequest).toBeNull();
    expect(tls?.finished).toEqual({ client: true, server: true });
    expect(tls?.visibility).toEqual({ kind: "all" });
    expect(tls?.malformed).toBeNull();
  });

  test.for(["TLS_AES_128_GCM_SHA256", "TLS_AES_256_GCM_SHA384", "TLS_CHACHA20_POLY1305_SHA256"])(
    "every AEAD of TLS 1.3: %s",
    async (ciphers) => {
      const { tls } = readConnection(await recorded({ ...identity("P-256"), ciphers }, {}));
      expect(tls?.serverHello?.cipherSuite).toBe(ciphers);
      expect(tls?.finished).toEqual({ client: true, server: true });
    },
  );

  test.for(["ECDHE-ECDSA-AES256-GCM-SHA384", "ECDHE-ECDSA-CHACHA20-POLY1305"])(
    "protected records of TLS 1.2: %s",
    async (ciphers) => {
      const octets = await recorded({ ...identity("P-256"), ciphers, maxVersion: "TLSv1.2" }, {});
      const { tls } = readConnection(octets);
      expect(tls?.finished).toEqual({ client: true, server: true });
      expect(tls?.alerts.map(({ name, seen }) => [name, seen])).toContainEqual([
        "close_notify",
        "decrypted",
      ]);
    },
  );

  test("a client certificate that was asked for and sent", async () => {
    const server = { ...identity("P-256"), requestCert: true, ca: pair("P-384").cert };
    const { tls } = readConnection(await recorded(server, identity("P-384")));
    expect(tls?.certificateRequest?.signatureSchemes).toContain("ecdsa_secp521r1_sha512");
    expect(tls?.certificateRequest?.authorities).toEqual(["CN=localhost"]);
    expect(tls?.clientCertificate?.chain.map((one) => one.keyType)).toEqual(["p384"]);
    expect(tls?.clientSignatureScheme).toBe("ecdsa_secp384r1_sha384");
  });

  test("a client certificate that was asked for and is missing: the encrypted alert is read", async () => {
    const server = { ...identity("P-256"), requestCert: true, rejectUnauthorized: true };
    const { tls } = readConnection(await recorded(server, {}));
    expect(tls?.clientCertificate).toEqual({ chain: [] });
    expect(tls?.alerts).toContainEqual({
      from: "server",
      name: "certificate_required",
      code: 116,
      fatal: true,
      seen: "decrypted",
    });
  });

  test("a HelloRetryRequest and the group that it asks for", async () => {
    const octets = await recorded(
      { ...identity("P-256"), ecdhCurve: "P-384" },
      { ecdhCurve: "X25519:P-384" },
    );
    const { tls } = readConnection(octets);
    expect(tls?.helloRetryRequest).toEqual({ group: "secp384r1" });
    expect(tls?.serverHello?.group).toBe("secp384r1");
    expect(tls?.finished).toEqual({ client: true, server: true });
  });

  test("without secrets it says so and reads what is in the clear", async () => {
    const { client, server } = await recorded(identity("P-256"), {});
    const { tls } = readConnection({ client, server });
    expect(tls?.serverHello?.version).toBe("1.3");
    expect(tls?.serverCertificate).toBeNull();
    expect(tls?.visibility).toEqual({
      kind: "clear-only",
      reason: `no secrets for client random ${tls?.clientHello?.random.slice(0, 16)}… in the key log`,
    });
  });

  test("another connection's secrets under this random do not open it", async () => {
    const { client, server } = await recorded(identity("P-256"), {});
    const random = readConnection({ client, server }).tls?.clientHello?.random ?? "";
    const wrong = new KeyLogReader();
    for (const side of ["CLIENT", "SERVER"]) {
      wrong.append(`${side}_HANDSHAKE_TRAFFIC_SECRET ${random} ${"00".repeat(48)}\n`);
    }
    expect(readConnection({ client, server, secrets: wrong }).tls?.visibility).toEqual({
      kind: "clear-only",
      reason:
        "record 3 of the server does not open with SERVER_HANDSHAKE_TRAFFIC_SECRET of the key log",
    });
  });

  test("the ClientHello agrees with another parser's reading", async () => {
    const octets = await recorded(identity("P-256"), {});
    const stream = new PassThrough();
    stream.write(octets.client);
    const other = await readTlsClientHello(stream);
    const hello = readConnection(octets).tls?.clientHello;
    expect(hello?.random).toBe(other.random.toString("hex"));
    expect(hello?.cipherSuites).toEqual(
      other.cipherSuites.map((code) => nameOf(cipherSuites, code)),
    );
    expect(hello?.serverName).toBe(getExtensionData(other, "server_name")?.serverName);
    expect(hello?.alpn).toEqual(
      getExtensionData(other, "application_layer_protocol_negotiation")?.protocols,
    );
  });

  test("records split in any other way say the same; cut or flipped octets never throw", async () => {
    const octets = await recorded(identity("P-256"), {});
    const whole = readConnection(octets);
    const offset = Buffer.concat([Buffer.alloc(7), octets.client]).subarray(7);
    expect(readConnection({ ...octets, client: offset })).toEqual(whole);
    fc.assert(
      fc.property(fc.nat(octets.server.length), fc.nat(octets.client.length), (s, c) => {
        readConnection({
          ...octets,
          server: octets.server.subarray(0, s),
          client: octets.client.subarray(0, c),
        });
      }),
    );
    fc.assert(
      fc.property(fc.nat(octets.server.length - 1), fc.nat(255), (at, value) => {
        const flipped = Uint8Array.from(octets.server);
        flipped[at] = value;
        readConnection({ ...octets, server: flipped });
      }),
    );
  });
});

test("no octets whatever throw, and malformed ones are named", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 2000 }), fc.uint8Array({ maxLength: 2000 }), (a, b) => {
      readConnection({ client: a, server: b });
      const record = (octets: Uint8Array) =>
        Buffer.concat([Buffer.from([22, 3, 3, octets.length >> 8, octets.length & 255]), octets]);
      readConnection({ client: record(a), server: record(b) });
    }),
    { numRuns: 500 },
  );
  const tooLong = Buffer.from("1603014801", "hex");
  expect(readConnection({ client: tooLong, server: new Uint8Array(0) }).tls?.malformed).toBe(
    "client: a record of 18433 octets at offset 0",
  );
});

test.for([
  ["", "nothing"],
  ["PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", "http2"],
  ["HTTP/1.1 400 Bad Request\r\n", "http1"],
  ["SSH-2.0-OpenSSH\r\n", "other"],
] as const)("the first octets %j are %s", ([text, protocol]) => {
  const server = Buffer.from(text);
  expect(readConnection({ client: new Uint8Array(0), server }).server.protocol).toBe(protocol);
});

test("a handshake message split over records of one octet each is joined", () => {
  const hello = Buffer.from(
    `0303${"11".repeat(32)}00000213010100`, // version, random, no session, one suite, no compression
    "hex",
  );
  const message = Buffer.concat([Buffer.from([1, 0, 0, hello.length]), hello]);
  const split = Buffer.concat([...message].map((octet) => Buffer.from([22, 3, 1, 0, 1, octet])));
  const { tls } = readConnection({ client: split, server: new Uint8Array(0) });
  expect(tls?.clientHello).toEqual({
    versions: ["1.2"],
    cipherSuites: ["TLS_AES_128_GCM_SHA256"],
    groups: [],
    keyShares: [],
    signatureSchemes: [],
    alpn: [],
    serverName: null,
    random: "11".repeat(32),
  });
});

import { once } from "node:events";
import type { AddressInfo } from "node:net";
import { PassThrough } from "node:stream";
import { type ConnectionOptions, connect, createServer, type TlsOptions } from "node:tls";
import { getExtensionData, readTlsClientHello } from "read-tls-client-hello";
import { expect, test } from "vitest";
import type { KeyType } from "../domain/cell.ts";
import type { CertificateMessage } from "../domain/wire-facts.ts";
import { makeAuthority, soundShape } from "../run/pki/authority.ts";
import { makeKeyPair } from "../run/pki/key-pair.ts";
import { tapTo } from "../tooling/test/sockets.ts";
import { cipherSuites, namedGroups, nameOf, signatureSchemes } from "./code-points.ts";
import { KeyLogReader } from "./key-log.ts";
import { readConnection } from "./read-connection.ts";

const authority = await makeAuthority("authority");

type Identity = Readonly<{ key: string; cert: string }>;
const identities = new Map<KeyType, Promise<Identity>>();

/** A key and its certificate, made once for this file. */
const identity = (keyType: KeyType): Promise<Identity> => {
  const made = identities.get(keyType) ?? makeIdentity(keyType);
  identities.set(keyType, made);
  return made;
};

const makeIdentity = async (keyType: KeyType): Promise<Identity> => {
  const { publicKey, privateKey } = await makeKeyPair(keyType);
  return { key: privateKey, cert: authority.issue(publicKey, soundShape(keyType)) };
};

/** One handshake between Node's own ends through the tap, with the client's secrets. */
const recorded = async (server: TlsOptions, client: ConnectionOptions = {}) => {
  const listener = createServer({ ALPNProtocols: ["h2"], ...server }, (socket) => {
    socket.on("error", () => {});
    socket.end("hello");
  });
  listener.on("tlsClientError", () => {});
  listener.listen(0, "127.0.0.1");
  await once(listener, "listening");
  const { port } = listener.address() as AddressInfo;
  const tap = await tapTo({ network: "tcp", address: `127.0.0.1:${port}` });
  const socket = connect({
    host: "127.0.0.1",
    port: Number(tap.endpoint.address.split(":")[1]),
    servername: "localhost",
    ALPNProtocols: ["h2"],
    rejectUnauthorized: false,
    ...client,
  });
  const secrets = new KeyLogReader();
  socket.on("keylog", (line: Buffer) => secrets.append(line.toString()));
  socket.on("error", () => {});
  socket.resume();
  await new Promise((resolve) => socket.once("close", resolve));
  await tap.settled(2000);
  listener.close();
  const [connection] = tap.connections;
  if (!connection) throw new Error("nothing was recorded");
  return { client: connection.client.bytes(), server: connection.server.bytes(), secrets };
};

const tlsOf = async (server: TlsOptions, client?: ConnectionOptions) => {
  const { tls } = readConnection(await recorded(server, client));
  if (!tls) throw new Error("no TLS was recorded");
  return tls;
};

const only = (version: "TLSv1.2" | "TLSv1.3") => ({ minVersion: version, maxVersion: version });

test.for([
  ["TLSv1.3", "p256", "ecdsa_secp256r1_sha256"],
  ["TLSv1.3", "p384", "ecdsa_secp384r1_sha384"],
  ["TLSv1.3", "p521", "ecdsa_secp521r1_sha512"],
  ["TLSv1.3", "rsa2048", "rsa_pss_rsae_sha256"],
  ["TLSv1.3", "ed25519", "ed25519"],
  ["TLSv1.3", "mldsa65", "mldsa65"],
  ["TLSv1.2", "p256", "ecdsa_secp256r1_sha256"],
  // Before TLS 1.3 a scheme's name says nothing of the key's curve (RFC 8446 section 4.2.3).
  ["TLSv1.2", "p521", "ecdsa_secp256r1_sha256"],
  ["TLSv1.2", "rsa2048", "rsa_pss_rsae_sha256"],
  ["TLSv1.2", "ed25519", "ed25519"],
] as const)("%s with certificates of %s on both sides", async ([version, keyType, scheme]) => {
  const own = await identity(keyType);
  const server = { ...own, ca: authority.certificate, requestCert: true, ...only(version) };
  const tls = await tlsOf(server, own);
  expect(tls).toMatchObject({
    serverHello: { version: version.slice(4) },
    alpn: "h2",
    helloRetryRequest: null,
    serverSignatureScheme: scheme,
    clientSignatureScheme: scheme,
    certificateRequest: { authorities: ["CN=authority"] },
    finished: { client: true, server: true },
    visibility: { kind: "all" },
    malformed: null,
  });
  expect(tls.certificateRequest?.signatureSchemes).toContain(scheme);
  const leaf = [keyType, `CN=${keyType}`, "CN=authority"];
  const namesOf = (message: CertificateMessage | null) =>
    message?.chain.map((one) => [one.keyType, one.subject, one.issuer]);
  expect(namesOf(tls.clientCertificate)).toEqual([leaf]);
  // OpenSSL's server completes its chain from the authorities that it trusts.
  expect(namesOf(tls.serverCertificate)).toEqual([leaf, ["p256", "CN=authority", "CN=authority"]]);
});

test.for([
  ["TLS_AES_128_GCM_SHA256", "TLS_AES_128_GCM_SHA256", "TLSv1.3"],
  ["TLS_AES_256_GCM_SHA384", "TLS_AES_256_GCM_SHA384", "TLSv1.3"],
  ["TLS_CHACHA20_POLY1305_SHA256", "TLS_CHACHA20_POLY1305_SHA256", "TLSv1.3"],
  ["ECDHE-ECDSA-AES128-GCM-SHA256", "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256", "TLSv1.2"],
  ["ECDHE-ECDSA-AES256-GCM-SHA384", "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384", "TLSv1.2"],
  ["ECDHE-ECDSA-CHACHA20-POLY1305", "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256", "TLSv1.2"],
] as const)("%s is opened up to close_notify", async ([ciphers, cipherSuite, version]) => {
  const tls = await tlsOf({ ...(await identity("p256")), ciphers, ...only(version) });
  expect(tls.serverHello?.cipherSuite).toBe(cipherSuite);
  expect(tls.finished).toEqual({ client: true, server: true });
  expect(tls.alerts).toContainEqual({
    from: "client",
    name: "close_notify",
    code: 0,
    fatal: false,
    seen: "decrypted",
  });
  expect(tls.visibility).toEqual({ kind: "all" });
});

test("a suite that cannot be opened is named", async () => {
  const ciphers = "ECDHE-ECDSA-AES128-SHA";
  const tls = await tlsOf({ ...(await identity("p256")), ciphers, ...only("TLSv1.2") });
  expect(tls.serverCertificate?.chain).toHaveLength(1);
  expect(tls.visibility).toEqual({
    kind: "clear-only",
    reason: "records of TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA cannot be read",
  });
});

test.for([
  ["TLSv1.3", "certificate_required", 116, "decrypted"],
  ["TLSv1.2", "handshake_failure", 40, "clear"],
] as const)(
  "%s: a missing client certificate is refused by alert",
  async ([v, name, code, seen]) => {
    const tls = await tlsOf({ ...(await identity("p256")), requestCert: true, ...only(v) });
    expect(tls.clientCertificate).toEqual({ chain: [] });
    expect(tls.alerts).toContainEqual({ from: "server", name, code, fatal: true, seen });
    // In TLS 1.2 the refusal comes before anything is protected: nothing is hidden, secrets or not.
    expect(tls.visibility).toEqual({ kind: "all" });
  },
);

test.for(["TLSv1.3", "TLSv1.2"] as const)("%s without a common protocol", async (version) => {
  const server = { ...(await identity("p256")), ...only(version) };
  const tls = await tlsOf(server, { ALPNProtocols: ["http/1.1"] });
  expect(tls.alpn).toBeNull();
  expect(tls.alerts.map(({ from, name }) => `${from}: ${name}`)).toEqual([
    "server: no_application_protocol",
  ]);
});

test("a server without the client's versions", async () => {
  const tls = await tlsOf({ ...(await identity("p256")), ...only("TLSv1.3") }, only("TLSv1.2"));
  expect(tls.clientHello?.versions).toEqual(["1.2"]);
  expect(tls.serverHello).toBeNull();
  expect(tls.alerts).toEqual([
    { from: "server", name: "protocol_version", code: 70, fatal: true, seen: "clear" },
  ]);
});

test("a HelloRetryRequest and the group that it asks for", async () => {
  const server = { ...(await identity("p256")), ecdhCurve: "P-384" };
  const tls = await tlsOf(server, { ecdhCurve: "X25519:P-384" });
  expect(tls.clientHello?.groups).toEqual(["x25519", "secp384r1"]);
  expect(tls.clientHello?.keyShares).toEqual(["x25519"]);
  expect(tls.helloRetryRequest).toEqual({ group: "secp384r1" });
  expect(tls.serverHello?.group).toBe("secp384r1");
  expect(tls.finished).toEqual({ client: true, server: true });
});

test("TLS 1.2 names its group in ServerKeyExchange", async () => {
  const server = { ...(await identity("p256")), ecdhCurve: "P-521", ...only("TLSv1.2") };
  expect((await tlsOf(server)).serverHello?.group).toBe("secp521r1");
});

test("without secrets it says so and reads what is in the clear", async () => {
  const { client, server } = await recorded(await identity("p256"));
  const { tls } = readConnection({ client, server });
  expect(tls?.serverHello?.version).toBe("1.3");
  expect(tls?.serverCertificate).toBeNull();
  expect(tls?.visibility).toEqual({
    kind: "clear-only",
    reason: `no secrets for client random ${tls?.clientHello?.random.slice(0, 16)}… in the key log`,
  });
});

test.for([
  {
    log: (random: string) => `SERVER_HANDSHAKE_TRAFFIC_SECRET ${random} ${"00".repeat(48)}\n`,
    reason:
      "record 3 of the server does not open with SERVER_HANDSHAKE_TRAFFIC_SECRET of the key log",
  },
  {
    log: (random: string) => `CLIENT_HANDSHAKE_TRAFFIC_SECRET ${random} ${"00".repeat(48)}\n`,
    reason:
      "record 3 of the server needs SERVER_HANDSHAKE_TRAFFIC_SECRET, which the key log does not have",
  },
])("with the wrong secrets: $reason", async ({ log, reason }) => {
  const { client, server } = await recorded(await identity("p256"));
  const random = readConnection({ client, server }).tls?.clientHello?.random ?? "";
  const secrets = new KeyLogReader();
  secrets.append(log(random));
  const { tls } = readConnection({ client, server, secrets });
  expect(tls?.visibility).toEqual({ kind: "clear-only", reason });
  expect(tls?.malformed).toBeNull();
});

test("the ClientHello agrees with another parser's reading", async () => {
  const bytes = await recorded(await identity("p256"));
  const stream = new PassThrough();
  stream.write(bytes.client);
  const other = await readTlsClientHello(stream);
  const hello = readConnection(bytes).tls?.clientHello;
  expect(hello).toEqual({
    versions: ["1.3", "1.2"],
    random: other.random.toString("hex"),
    cipherSuites: other.cipherSuites.map((code) => nameOf(cipherSuites, code)),
    groups: getExtensionData(other, "supported_groups")?.groups.map((code) =>
      nameOf(namedGroups, code),
    ),
    keyShares: getExtensionData(other, "key_share")?.entries.map(({ group }) =>
      nameOf(namedGroups, group),
    ),
    signatureSchemes: getExtensionData(other, "signature_algorithms")?.algorithms.map((code) =>
      nameOf(signatureSchemes, code),
    ),
    alpn: getExtensionData(other, "application_layer_protocol_negotiation")?.protocols,
    serverName: getExtensionData(other, "server_name")?.serverName,
    // The header of its record has the length, which is in one record here.
    bytes: Buffer.from(bytes.client).readUInt16BE(3),
  });
  const { cipherSuites: suites = [], groups = [], signatureSchemes: schemes = [] } = hello ?? {};
  expect([...suites, ...groups, ...schemes].filter((name) => name.startsWith("0x"))).toEqual([]);
});

/**
 * What a server makes of ClientHellos of the orchestrator's own. A server that refuses a client's hello
 * does not say which of its lists had nothing for it (handshake_failure, RFC 8446 section 6.2). So it is
 * offered everything that OpenSSL has, and then the same with one list cut down to the client's: if
 * only that is refused, the list is the cause.
 */
import { readFile } from "node:fs/promises";
import { type ConnectionOptions, connect, type TLSSocket } from "node:tls";
import type { Narrowed, TlsTrial } from "../../domain/evidence.ts";
import type { ClientHello } from "../../domain/wire-facts.ts";
import { Eventual } from "../../limits/eventual.ts";
import { addressOf, type Endpoint } from "../observe/tap.ts";
import { opensslReason } from "./openssl-reason.ts";
import { opensslSuite } from "./openssl-suite.ts";

/** A server that answers a ClientHello does so at once, but a busy machine may not. */
export const helloLimitMs = 4000;

/** Every group, scheme and suite that OpenSSL 3.5 has and that is not anonymous. Level 0 allows TLS before 1.2. */
const allGroups = [
  "X25519MLKEM768",
  "SecP256r1MLKEM768",
  "SecP384r1MLKEM1024",
  "x25519",
  "secp256r1",
  "secp384r1",
  "secp521r1",
  "x448",
  "brainpoolP256r1tls13",
  "brainpoolP384r1tls13",
  "brainpoolP512r1tls13",
  "brainpoolP256r1",
  "brainpoolP384r1",
  "brainpoolP512r1",
  "ffdhe2048",
  "ffdhe3072",
  "ffdhe4096",
  "ffdhe6144",
  "ffdhe8192",
];
export const allSchemes = [
  "ecdsa_secp256r1_sha256",
  "ecdsa_secp384r1_sha384",
  "ecdsa_secp521r1_sha512",
  "ed25519",
  "ed448",
  "rsa_pss_rsae_sha256",
  "rsa_pss_rsae_sha384",
  "rsa_pss_rsae_sha512",
  "rsa_pkcs1_sha256",
  "rsa_pkcs1_sha384",
  "rsa_pkcs1_sha512",
];
const legacySchemes = ["ECDSA+SHA1", "RSA+SHA1", "ECDSA+SHA224", "RSA+SHA224"];
/** A list that names a suite of TLS 1.3 has no others of TLS 1.3, so all are named. */
const suites13 = [
  "TLS_AES_128_GCM_SHA256",
  "TLS_AES_256_GCM_SHA384",
  "TLS_CHACHA20_POLY1305_SHA256",
  "TLS_AES_128_CCM_SHA256",
  "TLS_AES_128_CCM_8_SHA256",
];
const lowestLevel = "@SECLEVEL=0";
const allSuites = [...suites13, "ALL", "!aNULL", lowestLevel].join(":");

const versions = { "1.0": "TLSv1", "1.1": "TLSv1.1", "1.2": "TLSv1.2", "1.3": "TLSv1.3" } as const;

/** OpenSSL names the groups for TLS 1.2 and those for 1.3 alike but for brainpool's (RFC 8734). */
const narrowed = (which: Narrowed, hello: ClientHello): ConnectionOptions => {
  const options: ConnectionOptions = {
    minVersion: "TLSv1",
    maxVersion: "TLSv1.3",
    ecdhCurve: allGroups.join(":"),
    sigalgs: [...allSchemes, ...legacySchemes].join(":"),
    ciphers: allSuites,
  };
  switch (which) {
    case "nothing":
      return options;
    case "versions": {
      const own = Object.entries(versions).flatMap(([name, option]) =>
        hello.versions.includes(name) ? [option] : [],
      );
      const [lowest, highest] = [own[0], own.at(-1)];
      return lowest && highest ? { ...options, minVersion: lowest, maxVersion: highest } : options;
    }
    case "groups":
      return { ...options, ecdhCurve: kept(allGroups, hello.groups) };
    case "signature-schemes":
      return { ...options, sigalgs: kept(allSchemes, hello.signatureSchemes) };
    case "cipher-suites":
      return { ...options, ...suitesOf(hello) };
  }
};

/** A version of which the client has no suite must not be offered: OpenSSL would put in its own. */
const suitesOf = ({ cipherSuites }: ClientHello): ConnectionOptions => {
  const own = cipherSuites.flatMap((name) => opensslSuite(name) ?? []);
  const of13 = own.filter((name) => name.startsWith("TLS_"));
  // The part for TLS 1.2 must not be empty, even where that version is not offered.
  const others = of13.length === own.length ? [...own, "ALL"] : own;
  return {
    ciphers: [...others, lowestLevel].join(":"),
    ...(of13.length === 0 && { maxVersion: "TLSv1.2" }),
    ...(of13.length === own.length && { minVersion: "TLSv1.3" }),
  };
};

const kept = (all: readonly string[], own: readonly string[]) =>
  all.filter((name) => own.includes(name)).join(":");

/** What the server needs beside the hello: a client certificate, where it may ask for one. */
type Credential = Readonly<{ certificate: string; key: string }> | null;

/**
 * The trials that can explain why a hello was refused: with nothing narrowed, and, if that is accepted,
 * with each list in turn.
 *
 * @param hello - the refused one; null if the client sent none, which leaves the first trial.
 */
export const tlsTrials = async (
  endpoint: Endpoint,
  serverName: string,
  hello: ClientHello | null,
  credential: Credential,
): Promise<readonly TlsTrial[]> => {
  const own = credential && {
    cert: await readFile(credential.certificate),
    key: await readFile(credential.key),
  };
  const dialled: ConnectionOptions = {
    ...own,
    ...addressOf(endpoint),
    servername: serverName,
    ALPNProtocols: ["h2", "http/1.1"],
    rejectUnauthorized: false,
  };
  const wide = await trial(dialled, "nothing", emptyHello);
  if (wide.result !== "accepted" || !hello) return [wide];
  // A list that the client did not send narrows nothing.
  const lists = (["versions", "groups", "cipher-suites", "signature-schemes"] as const).filter(
    (list) => lengthOf(list, hello) > 0,
  );
  return [wide, ...(await Promise.all(lists.map((list) => trial(dialled, list, hello))))];
};

const lengthOf = (list: Exclude<Narrowed, "nothing">, hello: ClientHello): number => {
  switch (list) {
    case "versions":
      return hello.versions.length;
    case "groups":
      return hello.groups.length;
    case "cipher-suites":
      return hello.cipherSuites.length;
    case "signature-schemes":
      return hello.signatureSchemes.length;
  }
};

const emptyHello: ClientHello = {
  versions: [],
  cipherSuites: [],
  groups: [],
  keyShares: [],
  signatureSchemes: [],
  alpn: [],
  serverName: null,
  random: "",
};

const trial = async (
  dialled: ConnectionOptions,
  which: Narrowed,
  hello: ClientHello,
): Promise<TlsTrial> => {
  let socket: TLSSocket | undefined;
  const answered = Eventual.when<Omit<TlsTrial, "narrowed">>((settle) => {
    try {
      socket = connect({ ...dialled, ...narrowed(which, hello) });
    } catch (error) {
      // OpenSSL has nothing of the client's list: nothing of it can be offered.
      settle({ result: "inconclusive", saw: (error as Error).message });
      return;
    }
    const made = socket;
    made.on("secureConnect", () => settle({ result: "accepted", saw: chosen(made) }));
    made.on("error", (error: NodeJS.ErrnoException) =>
      settle({ result: resultOf(error), saw: opensslReason(error.message) }),
    );
    made.on("close", () => settle({ result: "refused", saw: "the server closed the connection" }));
  });
  const answer = await answered.orAfter(helloLimitMs, {
    result: "inconclusive" as const,
    saw: `no answer within ${helloLimitMs} ms`,
  });
  socket?.destroy();
  return { narrowed: which, ...answer };
};

/** What else fails was never offered: OpenSSL found the list wanting itself. */
const resultOf = ({ code = "", message }: NodeJS.ErrnoException): TlsTrial["result"] => {
  if (code === "ERR_SSL_WRONG_VERSION_NUMBER") return "no-tls";
  const refused = code === "ECONNRESET" || code === "EPIPE" || /\balert\b/.test(message);
  return refused ? "refused" : "inconclusive";
};

const chosen = (socket: TLSSocket): string => {
  const { standardName } = socket.getCipher();
  const group = (socket.getEphemeralKeyInfo() as { name?: string } | null)?.name;
  return [socket.getProtocol(), standardName, group].filter(Boolean).join(", ");
};

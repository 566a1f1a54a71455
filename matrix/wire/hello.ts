import type { ClientHello, ServerHello } from "../domain/wire-facts.ts";
import { ascii, ByteReader, hex } from "./byte-reader.ts";
import {
  cipherSuites,
  isGrease,
  type Names,
  namedGroups,
  nameOf,
  signatureSchemes,
  versions,
} from "./code-points.ts";

/** Extension types (IANA). */
export const extensionType = {
  serverName: 0,
  supportedGroups: 10,
  signatureAlgorithms: 13,
  alpn: 16,
  supportedVersions: 43,
  certificateAuthorities: 47,
  keyShare: 51,
} as const;

/** Extensions by type; of a type that is there twice, the first. */
export const readExtensions = (reader: ByteReader): ReadonlyMap<number, ByteReader> => {
  const extensions = new Map<number, ByteReader>();
  if (reader.left === 0) return extensions;
  const list = reader.vector(2);
  while (list.left > 0) {
    const type = list.uint(2);
    const body = list.vector(2);
    if (!extensions.has(type)) extensions.set(type, body);
  }
  return extensions;
};

export const named = (names: Names, codes: readonly number[]): readonly string[] =>
  codes.filter((code) => !isGrease(code)).map((code) => nameOf(names, code));

export const alpnNames = (extension: ByteReader | undefined): readonly string[] => {
  const list = extension?.vector(2);
  const protocols: string[] = [];
  while (list && list.left > 0) protocols.push(ascii(list.vector(1).rest()));
  return protocols;
};

/** RFC 8446 section 4.1.2. @throws Malformed */
export const readClientHello = (body: Uint8Array): ClientHello => {
  const reader = new ByteReader(body);
  const legacyVersion = reader.uint(2);
  const random = hex(reader.take(32));
  reader.vector(1);
  const suites = reader.vector(2).uints(2);
  reader.vector(1);
  const extensions = readExtensions(reader);
  const offered = extensions.get(extensionType.supportedVersions)?.vector(1).uints(2);
  const shares = extensions.get(extensionType.keyShare)?.vector(2);
  const keyShares: number[] = [];
  while (shares && shares.left > 0) {
    keyShares.push(shares.uint(2));
    shares.vector(2);
  }
  return {
    versions: named(versions, offered ?? [legacyVersion]),
    cipherSuites: named(cipherSuites, suites),
    groups: named(
      namedGroups,
      extensions.get(extensionType.supportedGroups)?.vector(2).uints(2) ?? [],
    ),
    keyShares: named(namedGroups, keyShares),
    signatureSchemes: named(
      signatureSchemes,
      extensions.get(extensionType.signatureAlgorithms)?.vector(2).uints(2) ?? [],
    ),
    alpn: alpnNames(extensions.get(extensionType.alpn)),
    serverName: readServerName(extensions.get(extensionType.serverName)),
    random,
    bytes: handshakeHeaderBytes + body.length,
  };
};

/** Type and length of a handshake message (RFC 8446 section 4). */
const handshakeHeaderBytes = 4;

/** RFC 6066 section 3: the first name of type host_name. */
const readServerName = (extension: ByteReader | undefined): string | null => {
  if (!extension || extension.left === 0) return null;
  const list = extension.vector(2);
  return list.uint(1) === 0 ? ascii(list.vector(2).rest()) : null;
};

export type ReadServerHello = ServerHello &
  Readonly<{ retry: boolean; suite: number; random: Uint8Array }>;

/** SHA-256 of "HelloRetryRequest" (RFC 8446 section 4.1.3). */
const retryRandom = "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c";

/** RFC 8446 sections 4.1.3 and 4.1.4. @throws Malformed */
export const readServerHello = (body: Uint8Array): ReadServerHello => {
  const reader = new ByteReader(body);
  const legacyVersion = reader.uint(2);
  const random = reader.take(32);
  reader.vector(1);
  const suite = reader.uint(2);
  reader.uint(1);
  const extensions = readExtensions(reader);
  const version = extensions.get(extensionType.supportedVersions)?.uint(2) ?? legacyVersion;
  const group = extensions.get(extensionType.keyShare)?.uint(2);
  return {
    version: nameOf(versions, version),
    cipherSuite: nameOf(cipherSuites, suite),
    group: group === undefined ? null : nameOf(namedGroups, group),
    alpn: alpnNames(extensions.get(extensionType.alpn))[0] ?? null,
    retry: hex(random) === retryRandom,
    suite,
    random,
  };
};

// Written here and not by a library: to load one takes longer than the handshake of a cell, and every run would wait for it.
import { hash, type KeyObject, sign } from "node:crypto";
import { bitString, element, integer, namedBits, oid, sequence, tags, utcTime } from "./der.ts";
import { pemOf } from "./pem.ts";

/** What a certificate is to say; times to the second. */
export type Contents = Readonly<{
  serial: number;
  /** Common names. */
  subject: string;
  issuer: string;
  notBefore: Date;
  notAfter: Date;
  publicKey: KeyObject;
  /** Of {@link extension}, in this order. */
  extensions: readonly Uint8Array[];
}>;

/**
 * A certificate of version 3 (RFC 5280 section 4.1), PEM with a final newline.
 *
 * @param issuerKey - the issuer's private key, P-256; the signature is ecdsa-with-SHA256 (RFC 5758 section 3.2).
 */
export const certificatePem = (
  { serial, subject, issuer, notBefore, notAfter, publicKey, extensions }: Contents,
  issuerKey: KeyObject,
): string => {
  const algorithm = sequence(oid("1.2.840.10045.4.3.2"));
  const signed = sequence(
    element(explicit(0), integer(2)),
    integer(serial),
    algorithm,
    nameOf(issuer),
    sequence(utcTime(notBefore), utcTime(notAfter)),
    nameOf(subject),
    publicKey.export({ type: "spki", format: "der" }),
    element(explicit(3), sequence(...extensions)),
  );
  const signature = bitString(sign("sha256", signed, issuerKey));
  return pemOf("CERTIFICATE", sequence(signed, algorithm, signature));
};

/** A name of one common name (RFC 5280 section 4.1.2.4). */
const nameOf = (commonName: string): Buffer =>
  sequence(
    element(tags.set, sequence(oid("2.5.4.3"), element(tags.utf8String, Buffer.from(commonName)))),
  );

/** The tag of what is wrapped in [number] EXPLICIT (X.690 section 8.14). */
const explicit = (number: number): number => 0xa0 + number;

/** The tag of a primitive type under [number] IMPLICIT. */
const implicit = (number: number): number => 0x80 + number;

const critical = element(tags.boolean, Buffer.of(0xff));

const extended = (id: string, isCritical: boolean, value: Uint8Array): Buffer =>
  sequence(oid(id), ...(isCritical ? [critical] : []), element(tags.octetString, value));

/** Bits of KeyUsage (RFC 5280 section 4.2.1.3). */
const keyUsageBits = {
  digitalSignature: 0,
  keyEncipherment: 2,
  keyCertSign: 5,
  cRLSign: 6,
} as const;

/** Of ExtendedKeyUsage (RFC 5280 section 4.2.1.12). */
const usageIds = { server: "1.3.6.1.5.5.7.3.1", client: "1.3.6.1.5.5.7.3.2" } as const;

/** Extensions of RFC 5280 section 4.2.1 by their names. */
export const extension = {
  basicConstraints: (isCa: boolean): Buffer =>
    extended("2.5.29.19", true, isCa ? sequence(critical) : sequence()),
  keyUsage: (usages: readonly (keyof typeof keyUsageBits)[]): Buffer =>
    extended("2.5.29.15", true, namedBits(usages.map((usage) => keyUsageBits[usage]))),
  extendedKeyUsage: (usages: readonly (keyof typeof usageIds)[]): Buffer =>
    extended("2.5.29.37", false, sequence(...usages.map((usage) => oid(usageIds[usage])))),
  subjectAltName: (dnsNames: readonly string[]): Buffer =>
    extended(
      "2.5.29.17",
      false,
      sequence(...dnsNames.map((name) => element(implicit(2), Buffer.from(name)))),
    ),
  subjectKeyIdentifier: (key: KeyObject): Buffer =>
    extended("2.5.29.14", false, element(tags.octetString, keyIdentifier(key))),
  authorityKeyIdentifier: (issuer: KeyObject): Buffer =>
    extended("2.5.29.35", false, sequence(element(implicit(0), keyIdentifier(issuer)))),
};

/** SHA-1 over the public key's bits (section 4.2.1.2, method 1); of a P-256 key these are an uncompressed point of 65 bytes. */
const keyIdentifier = (p256: KeyObject): Buffer =>
  hash("sha1", p256.export({ type: "spki", format: "der" }).subarray(-65), "buffer");

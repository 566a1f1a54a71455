/**
 * The self-signed leaf of auto-mTLS, encoded by hand: importing an X.509 library costs 80 ms and
 * more at every start of a plugin, and this is the one certificate it needs.
 */
import { createPublicKey, type KeyObject, randomBytes, sign } from "node:crypto";
import { Unsupported } from "../contract/unsupported.ts";
import { bitString, integer, oid, sequence, tag, time, tlv, utf8String } from "./der.ts";

/** As go-plugin's own certificates (mtls.go), so that clocks may differ. */
const backdatedMs = 30_000;
const dayMs = 24 * 60 * 60_000;

interface SignatureScheme {
  readonly algorithm: Buffer;
  /** The hash that node:crypto signs with; null where the key type implies it. */
  readonly hash: string | null;
}

/**
 * A self-signed certificate over the key, as DER: version 3, CN and SAN `localhost`, CA:FALSE, for
 * servers and clients alike (RFC 5280 section 4.1). It begins 30 s ago and lasts
 * one day.
 *
 * @throws Unsupported if there is no signature algorithm for keys of this type.
 */
export function selfSignedLeaf(key: KeyObject, now = Date.now()): Buffer {
  const { algorithm, hash } = signatureScheme(key);
  const publicKey = createPublicKey(key).export({ type: "spki", format: "der" });
  const name = sequence(tlv(tag.set, sequence(oid("2.5.4.3"), utf8String("localhost"))));
  const tbsCertificate = sequence(
    tlv(tag.context0, integer(Buffer.of(2))),
    integer(randomSerial()),
    algorithm,
    name,
    sequence(time(now - backdatedMs), time(now + dayMs)),
    name,
    publicKey,
    tlv(tag.context3, sequence(...extensions(key))),
  );
  return sequence(tbsCertificate, algorithm, bitString(sign(hash, tbsCertificate, key)));
}

/** RFC 5280 sections 4.2.1.3 (key usage), 4.2.1.6, 4.2.1.9 and 4.2.1.12. */
function extensions(key: KeyObject): Buffer[] {
  const critical = Buffer.of(0x01, 0x01, 0xff);
  const digitalSignature = 0x80;
  const keyEncipherment = 0x20;
  const isRsa = key.asymmetricKeyType === "rsa";
  // DER drops a named bit list's trailing zero bits: five are unused here, or seven.
  const keyUsage = isRsa
    ? bitString(Buffer.of(digitalSignature | keyEncipherment), 5)
    : bitString(Buffer.of(digitalSignature), 7);
  const dnsName = tlv(tag.context2Primitive, Buffer.from("localhost"));
  const serverAuth = oid("1.3.6.1.5.5.7.3.1");
  const clientAuth = oid("1.3.6.1.5.5.7.3.2");
  return [
    sequence(oid("2.5.29.19"), critical, tlv(tag.byteString, sequence())),
    sequence(oid("2.5.29.15"), critical, tlv(tag.byteString, keyUsage)),
    sequence(oid("2.5.29.37"), tlv(tag.byteString, sequence(serverAuth, clientAuth))),
    sequence(oid("2.5.29.17"), tlv(tag.byteString, sequence(dnsName))),
  ];
}

/** Each curve with its hash (RFC 5758 section 3.2), RSA with SHA-256 (RFC 4055), Ed25519 (RFC 8410), ML-DSA (RFC 9881). */
function signatureScheme(key: KeyObject): SignatureScheme {
  const curve = key.asymmetricKeyDetails?.namedCurve;
  switch (curve ?? key.asymmetricKeyType) {
    case "prime256v1":
      return { algorithm: sequence(oid("1.2.840.10045.4.3.2")), hash: "sha256" };
    case "secp384r1":
      return { algorithm: sequence(oid("1.2.840.10045.4.3.3")), hash: "sha384" };
    case "secp521r1":
      return { algorithm: sequence(oid("1.2.840.10045.4.3.4")), hash: "sha512" };
    case "rsa":
      return { algorithm: sequence(oid("1.2.840.113549.1.1.11"), tlv(tag.null)), hash: "sha256" };
    case "ed25519":
      return { algorithm: sequence(oid("1.3.101.112")), hash: null };
    case "ml-dsa-65":
      return { algorithm: sequence(oid("2.16.840.1.101.3.4.3.18")), hash: null };
    default:
      throw new Unsupported(
        `keyType: no certificate can be made for a key of type ${curve ?? key.asymmetricKeyType}`,
      );
  }
}

/** Positive, not zero and at most 20 bytes (RFC 5280 section 4.1.2.2), whatever the bits drawn. */
function randomSerial(): Buffer {
  const serial = randomBytes(16);
  serial.writeUInt8((serial.readUInt8(0) & 0x7f) | 0x40, 0);
  return serial;
}

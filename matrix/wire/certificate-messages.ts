import { hash } from "node:crypto";
import type {
  CertificateFacts,
  CertificateMessage,
  CertificateRequest,
} from "../domain/wire-facts.ts";
import { ByteReader, Malformed } from "./byte-reader.ts";
import { certificateFacts } from "./certificate-facts.ts";
import { signatureSchemes } from "./code-points.ts";
import { distinguishedName } from "./distinguished-name.ts";
import { extensionType, named, readExtensions } from "./hello.ts";

/** TLS 1.3 and the versions before it write these messages differently. */
export type Layout = "1.3" | "before 1.3";

/** No stack sends more; each one costs the parsing of a certificate. */
const longestChain = 32;

/** RFC 8446 section 4.4.2, RFC 5246 section 7.4.2. @throws Malformed */
export const readCertificate = (body: Uint8Array, layout: Layout): CertificateMessage => {
  const reader = new ByteReader(body);
  if (layout === "1.3") reader.vector(1);
  const list = reader.vector(3);
  const chain: CertificateFacts[] = [];
  while (list.left > 0) {
    if (chain.length === longestChain) throw new Malformed("a chain of more than 32 certificates");
    const der = list.vector(3).rest();
    chain.push(certificateFacts(der) ?? unreadable(der));
    if (layout === "1.3") list.vector(2);
  }
  return { chain };
};

/** Bytes in a certificate's place that OpenSSL does not take for one. */
const unreadable = (der: Uint8Array): CertificateFacts => ({
  keyType: "unreadable",
  subject: "",
  issuer: "",
  dnsNames: [],
  ipAddresses: [],
  otherNames: [],
  notBefore: "",
  notAfter: "",
  isCa: false,
  extendedKeyUsage: null,
  signatureAlgorithm: "",
  encoding: ["not-parsable"],
  sha256: hash("sha256", der),
});

/** RFC 8446 section 4.3.2, RFC 5246 section 7.4.4. @throws Malformed */
export const readCertificateRequest = (body: Uint8Array, layout: Layout): CertificateRequest => {
  const reader = new ByteReader(body);
  if (layout === "1.3") {
    reader.vector(1);
    const extensions = readExtensions(reader);
    return {
      signatureSchemes: named(
        signatureSchemes,
        extensions.get(extensionType.signatureAlgorithms)?.vector(2).uints(2) ?? [],
      ),
      authorities: readNames(extensions.get(extensionType.certificateAuthorities)),
    };
  }
  reader.vector(1);
  return {
    signatureSchemes: named(signatureSchemes, reader.vector(2).uints(2)),
    authorities: readNames(reader),
  };
};

const readNames = (reader: ByteReader | undefined): readonly string[] => {
  const list = reader?.vector(2);
  const names: string[] = [];
  while (list && list.left > 0) names.push(distinguishedName(list.vector(2).rest()));
  return names;
};

import { Malformed } from "./byte-reader.ts";
import { derElements, objectIdentifier } from "./der.ts";

/** RFC 8017 appendix C, RFC 5758 section 3, RFC 3279 section 2.2, RFC 8410 section 3, RFC 9881 section 2. */
const names: ReadonlyMap<string, string> = new Map([
  ["1.2.840.113549.1.1.4", "md5WithRSAEncryption"],
  ["1.2.840.113549.1.1.5", "sha1WithRSAEncryption"],
  ["1.2.840.113549.1.1.10", "id-RSASSA-PSS"],
  ["1.2.840.113549.1.1.11", "sha256WithRSAEncryption"],
  ["1.2.840.113549.1.1.12", "sha384WithRSAEncryption"],
  ["1.2.840.113549.1.1.13", "sha512WithRSAEncryption"],
  ["1.2.840.113549.1.1.14", "sha224WithRSAEncryption"],
  ["1.2.840.10045.4.1", "ecdsa-with-SHA1"],
  ["1.2.840.10045.4.3.1", "ecdsa-with-SHA224"],
  ["1.2.840.10045.4.3.2", "ecdsa-with-SHA256"],
  ["1.2.840.10045.4.3.3", "ecdsa-with-SHA384"],
  ["1.2.840.10045.4.3.4", "ecdsa-with-SHA512"],
  ["1.3.101.112", "id-Ed25519"],
  ["1.3.101.113", "id-Ed448"],
  ["2.16.840.1.101.3.4.3.17", "id-ml-dsa-44"],
  ["2.16.840.1.101.3.4.3.18", "id-ml-dsa-65"],
  ["2.16.840.1.101.3.4.3.19", "id-ml-dsa-87"],
]);

/** What a certificate is signed with (RFC 5280 section 4.1.1.2). @throws Malformed */
export const signatureAlgorithm = (certificate: Uint8Array): string => {
  const [whole] = derElements(certificate);
  const [, algorithm] = derElements(whole?.content ?? certificate);
  const [identifier] = derElements(algorithm?.content ?? new Uint8Array(0));
  if (!identifier) throw new Malformed("a certificate without a signature algorithm");
  const dotted = objectIdentifier(identifier.content);
  return names.get(dotted) ?? dotted;
};

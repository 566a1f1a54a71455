import type { EncodingFault } from "../domain/wire-facts.ts";
import { contentOf } from "./certificate-extension.ts";
import { type DerElement, derElements, derTag, objectIdentifier } from "./der.ts";

/** Universal tags of ITU-T X.680, and those of GeneralName in RFC 5280 section 4.2.1.6. */
const tags = {
  integer: 0x02,
  byteString: 0x04,
  printableString: 0x13,
  extensions: 0xa3,
  email: 0x81,
  dnsName: 0x82,
  uri: 0x86,
  address: 0x87,
} as const;

/** id-ce-subjectAltName. */
const alternativeNames = "2.5.29.17";

/**
 * Where a certificate is not encoded as RFC 5280 section 4.1 wants it, in what some verifiers refuse and others do not look
 * at; each at most once.
 *
 * @param der - of a certificate.
 * @throws Malformed
 */
export const encodingFaults = (der: Uint8Array): readonly EncodingFault[] => {
  const [toBeSigned, outerAlgorithm] = childrenOf(derElements(der)[0]);
  const fields = childrenOf(toBeSigned);
  const hasVersion = fields[0]?.tag === derTag.version;
  const [serial, innerAlgorithm, issuer, , subject] = hasVersion ? fields.slice(1) : fields;
  const version = hasVersion ? (contentOf(childrenOf(fields[0]), tags.integer).at(-1) ?? 0) : 0;
  const extensions = extensionsOf(fields);
  const names = extensions
    .filter(({ id }) => id === alternativeNames)
    .flatMap(({ value }) => childrenOf(derElements(value)[0]));
  const found: Readonly<Record<Exclude<EncodingFault, "not-parsable">, boolean>> = {
    "negative-serial-number": ((serial?.content[0] ?? 0) & 0x80) !== 0,
    "duplicate-extension": new Set(extensions.map(({ id }) => id)).size < extensions.length,
    "unlike-signature-algorithms": !isSame(innerAlgorithm, outerAlgorithm),
    "address-length": names.some(({ tag, content }) => tag === tags.address && !isAddress(content)),
    "name-not-ascii": names.some(({ tag, content }) => isText(tag) && !content.every(isAscii)),
    "not-printable-string": [issuer, subject].some((name) => !isPrintable(name)),
    "version-without-extensions": extensions.length > 0 && version < thirdVersion,
  };
  return (Object.keys(found) as (keyof typeof found)[]).filter((fault) => found[fault]);
};

/** Versions count from 0 (RFC 5280 section 4.1.2.1). */
const thirdVersion = 2;

const childrenOf = (element: DerElement | undefined): readonly DerElement[] =>
  element ? derElements(element.content) : [];

type Extension = Readonly<{ id: string; value: Uint8Array }>;

const extensionsOf = (fields: readonly DerElement[]): readonly Extension[] => {
  const list = fields.find(({ tag }) => tag === tags.extensions);
  return childrenOf(childrenOf(list)[0]).map((extension) => {
    const parts = childrenOf(extension);
    return {
      id: objectIdentifier(parts[0]?.content ?? new Uint8Array()),
      value: contentOf(parts, tags.byteString),
    };
  });
};

const isSame = (one: DerElement | undefined, other: DerElement | undefined): boolean =>
  Buffer.compare(one?.whole ?? new Uint8Array(), other?.whole ?? new Uint8Array()) === 0;

/** Of IPv4 or IPv6: with a mask behind it, it is a name constraint's. */
const isAddress = ({ length }: Uint8Array): boolean => length === 4 || length === 16;

const isText = (tag: number): boolean =>
  tag === tags.email || tag === tags.dnsName || tag === tags.uri;

const isAscii = (byte: number): boolean => byte < 0x80;

/** Those of X.680 section 41.4, and "*" and "&", which Go lets pass (isPrintable of crypto/x509 parser.go). */
const printable = /^[A-Za-z0-9 '()+,\-./:=?*&]*$/;

/** Whether each PrintableString of a name holds nothing else. */
const isPrintable = (name: DerElement | undefined): boolean =>
  childrenOf(name)
    .flatMap(childrenOf)
    .flatMap(childrenOf)
    .every(
      ({ tag, content }) =>
        tag !== tags.printableString || printable.test(Buffer.from(content).toString("latin1")),
    );

import type { Fact } from "../../domain/fact.ts";
import { mbedtlsErrors } from "./mbedtls-errors.ts";
import { type Row, rowsFrom } from "./row.ts";

const rejected: Fact = { fact: "certificate-rejected" };
const unchecked: Fact = { fact: "revocation-unknown" };
const wrongUse: Fact = { fact: "wrong-eku" };

/** unitytls_x509verify_result, without its prefix. The bits of a program's own errors are those of later flags. */
const flags: ReadonlyMap<string, Fact> = new Map<string, Fact>([
  ["EXPIRED", { fact: "certificate-expired" }],
  ["REVOKED", { fact: "certificate-revoked" }],
  ["CN_MISMATCH", { fact: "hostname-mismatch", wanted: null, valid: null }],
  ["NOT_TRUSTED", { fact: "unknown-authority", chain: "unsaid" }],
  ["BADCRL_NOT_TRUSTED", unchecked],
  ["BADCRL_EXPIRED", unchecked],
  ["BADCRL_FUTURE", unchecked],
  ["BADCRL_BAD_MD", unchecked],
  ["BADCRL_BAD_PK", unchecked],
  ["BADCRL_BAD_KEY", unchecked],
  ["BADCERT_MISSING", { fact: "no-peer-certificate" }],
  ["BADCERT_OTHER", rejected],
  ["BADCERT_FUTURE", { fact: "certificate-not-yet-valid" }],
  ["BADCERT_KEY_USAGE", wrongUse],
  ["BADCERT_EXT_KEY_USAGE", wrongUse],
  ["BADCERT_NS_CERT_TYPE", wrongUse],
  ["BADCERT_BAD_MD", { fact: "key-too-weak", what: "signature" }],
  ["BADCERT_BAD_PK", rejected],
  ["BADCERT_BAD_KEY", { fact: "key-too-weak", what: "key" }],
  ...[1, 2, 3, 4, 5, 6, 7, 8].map((bit) => [`USER_ERROR${bit}`, rejected] as const),
  ["UNKNOWN_ERROR", rejected],
]);

/** A number is an error of mbedTLS, which is negative, in 32 bits without a sign. */
const numbered = (match: RegExpMatchArray): Fact | undefined => {
  const code = 2 ** 32 - Number(match[1]);
  return mbedtlsErrors.find(([known]) => known === code)?.[3];
};

/** UnityTLS, which is mbedTLS in Unity's Mono, and in its curl. Its INTERNAL_ERROR is its own, no alert. */
export const unityTlsRows: readonly Row[] = rowsFrom(
  {
    stack: "mbedtls",
    seen: "unitytls.h and unitytls.c of Unity's curl and mono; forms in reports of Unity users",
    role: "client",
  },
  [
    [
      /\bUNITYTLS_X509VERIFY_FLAG_([A-Z][A-Z\d_]{4,24})\b(?! ?=)/,
      (match) => flags.get(match[1] ?? ""),
      "Curl error 60: Cert verify failed: UNITYTLS_X509VERIFY_FLAG_CN_MISMATCH",
    ],
    [
      /\bverify result: (4294[89]\d{5})(?!\d)/,
      numbered,
      "Handshake failed - error code: UNITYTLS_INTERNAL_ERROR, verify result: 4294936704",
    ],
    [
      /\berror code: UNITYTLS_STREAM_CLOSED\b/,
      { fact: "closed-in-handshake" },
      "Handshake failed - error code: UNITYTLS_STREAM_CLOSED",
    ],
    [
      /\berror code: UNITYTLS_(?:KEY_PARSE_ERROR|DER_PARSE_ERROR|INVALID_PASSWORD)\b/,
      { fact: "key-not-loadable", what: "unsaid" },
      "Failed to parse key - error code: UNITYTLS_KEY_PARSE_ERROR",
    ],
    [
      /\b(?:TlsException: )?Handshake failed - error code: UNITYTLS_(?!STREAM)\w{5,30}|\bCert handshake failed\. verify result: UNITYTLS_X509VERIFY_FATAL_ERROR/,
      { fact: "wrapper", of: "handshake", status: null },
      "TlsException: Handshake failed - error code: UNITYTLS_INTERNAL_ERROR, verify result: UNITYTLS_X509VERIFY_NOT_DONE",
    ],
  ],
);

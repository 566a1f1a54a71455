import { type Row, rowsFrom } from "./row.ts";
import { numberedReason } from "./ssl-reason-numbers.ts";
import { sslReasons } from "./ssl-reasons.ts";
import { namedVerifyCode } from "./verify-codes.ts";
import { framedVerifyText, verifyTexts } from "./verify-texts.ts";

const sentence = (constant: string): string => constant.toLowerCase().replaceAll("_", " ");

/**
 * OpenSSL's own lines: `error:14094410:SSL routines:ssl3_read_bytes:reason` up to 1.1.1,
 * `error:0A000410:SSL routines::reason` from 3.0; the function is printed where the build knows it.
 */
const reasonRows = sslReasons.flatMap(([constant, fact, role]): readonly Row[] =>
  rowsFrom(
    {
      stack: "openssl",
      seen: "OpenSSL 3.0.19 `openssl errstr`, 3.5 in node 24.21.0; function names of 1.1.1",
      ...(role ? { role } : {}),
    },
    [
      [
        new RegExp(
          `(?:SSL|PEM|X509|x509 certificate|system|rsa)(?: \\w{1,20}){0,2} routines: ?(?:\\w{0,50}:){1,2} ?${sentence(constant)}(?!\\w)`,
          "i",
        ),
        fact,
        `error:0A000000:SSL routines::${sentence(constant)}`,
      ],
    ],
  ),
);

export const opensslRows: readonly Row[] = [
  ...reasonRows,
  ...rowsFrom(
    { stack: "openssl", seen: "OpenSSL 1.1.1, 3.0.19, 3.4 crypto/x509/x509_txt.c" },
    verifyTexts,
  ),
  ...rowsFrom({ stack: "openssl", seen: "OpenSSL 3.6 crypto/x509/x509_txt.c, x509_vfy.h.in" }, [
    framedVerifyText,
    [
      /\bX509_V_ERR_([A-Z][A-Z\d_]{4,50})\b(?!:? ?(?:=|\d|\)?:$|,$))/m,
      (match) => namedVerifyCode(match[1] ?? ""),
      "verification failed: X509_V_ERR_CERT_HAS_EXPIRED",
    ],
  ]),
  ...rowsFrom({ stack: "openssl", seen: "OpenSSL 3.0.19 apps/s_client.c", role: "client" }, [
    [/No ALPN negotiated/, { fact: "no-alpn-selected" }, "No ALPN negotiated"],
    [
      /ALPN protocol: (\S{1,40})/,
      (match) => ({ fact: "alpn-selected", protocol: match[1] ?? "" }),
      "ALPN protocol: h2",
    ],
    ["no peer certificate available", { fact: "no-peer-certificate" }],
    [/unexpected eof while reading/, { fact: "closed" }, "unexpected eof while reading"],
    [/read:errno=0|write:errno=0/, { fact: "closed-in-handshake" }, "write:errno=0"],
  ]),
  ...rowsFrom(
    {
      stack: "openssl",
      seen: "OpenSSL 3.0.19 `openssl errstr`; node's ERR_OSSL_ names of the same reasons",
    },
    [
      [
        // 3.x where 1.1.1 says "no start line" or an ASN.1 reason: the key is not readable.
        /DECODER routines:[\w:]{0,40}?:unsupported|\bERR_OSSL_UNSUPPORTED\b|\bERR_OSSL_(?:PEM|ASN1)_[A-Z_]{3,40}/,
        { fact: "key-not-loadable", what: "key" },
        "error:1E08010C:DECODER routines::unsupported",
      ],
      [
        // An old digest or cipher, as MD4, RC2 or Blowfish, asked of OpenSSL 3 or of its FIPS provider.
        /(?:error:0308010C:)?digital envelope routines:[\w:]{0,60}?:(?:unsupported|initialization error|disabled for fips)|\bERR_OSSL_EVP_UNSUPPORTED\b/,
        {
          fact: "other-failure",
          what: "the program asks OpenSSL for an old digest or cipher, which OpenSSL 3 and FIPS leave out; update the tool that asks for it, or write the PKCS #12 file anew with current algorithms",
        },
        "error:0308010C:digital envelope routines::unsupported",
      ],
      [
        /asn1 encoding routines:[\w:]{0,60}?:(?:wrong tag|nested asn1 error|not enough data|header too long|too long)/,
        { fact: "key-not-loadable", what: "unsaid" },
        "error:0D0680A8:asn1 encoding routines:asn1_check_tlen:wrong tag",
      ],
      [
        /(?:digital envelope|Provider|PKCS12) routines:[\w:]{0,60}?:(?:bad decrypt|mac verify failure|pkcs12 cipherfinal error)/,
        { fact: "key-not-loadable", what: "key" },
        "error:06065064:digital envelope routines:EVP_DecryptFinal_ex:bad decrypt",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "openssl", seen: "OpenSSL 1.0.2 to 3.0.19 sslerr.h, without its error strings" },
    [
      [
        /\berror:[\dA-Fa-f]{8}:lib\(20\):(?:func\(\d{1,5}\))?:reason\((\d{2,4})\)/,
        (match) => numberedReason(Number(match[1])),
        "error:1425F102:lib(20):func(607):reason(258)",
      ],
    ],
  ),
  // Python's ssl module, over whichever library it is linked to: "[SSL: REASON] reason (_ssl.c:1129)".
  ...rowsFrom({ stack: "openssl", seen: "reports of Python users; not read in a source" }, [
    [
      /Hostname mismatch, certificate is not valid for '([^'\n]{1,255})'/,
      (match) => ({ fact: "hostname-mismatch", wanted: match[1] ?? null, valid: null }),
      "Hostname mismatch, certificate is not valid for 'localhost'.",
    ],
    [
      /IP address mismatch, certificate is not valid for '([^'\n]{1,255})'/,
      (match) => ({ fact: "hostname-mismatch", wanted: match[1] ?? null, valid: null }),
      "IP address mismatch, certificate is not valid for '127.0.0.1'.",
    ],
    [
      /EOF occurred in violation of protocol/,
      { fact: "closed-in-handshake" },
      "EOF occurred in violation of protocol (_ssl.c:997)",
    ],
    [
      /_ssl\.c:\d{1,5}: The handshake operation timed out/,
      { fact: "timeout", of: "handshake" },
      "_ssl.c:980: The handshake operation timed out",
    ],
  ]),
];

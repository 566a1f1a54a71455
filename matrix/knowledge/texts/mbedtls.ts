import type { Fact } from "../../domain/fact.ts";
import { mbedtlsErrors, mbedtlsFlags } from "./mbedtls-errors.ts";
import { ofHandshake } from "./of-handshake.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";
import { alertName } from "./tls-alerts.ts";

const byCode: ReadonlyMap<number, Fact> = new Map(
  mbedtlsErrors.flatMap(([code, , , fact]) => (code === null ? [] : [[code, fact] as const])),
);

const byName: ReadonlyMap<string, Fact> = new Map(
  mbedtlsErrors.map(([, name, , fact]) => [name, fact]),
);

const coded = (match: RegExpMatchArray): Fact | undefined => {
  const fact = byCode.get(Number.parseInt(match[1] ?? "", 16));
  return /handshake/.test(match[0]) ? ofHandshake(fact) : fact;
};

const byFlag: ReadonlyMap<string, Fact> = new Map(
  mbedtlsFlags.map(([name, , fact]) => [name, fact]),
);

const alert =
  (fact: "alert-received" | "alert-sent") =>
  (match: RegExpMatchArray): Fact => ({ fact, alert: alertName(Number(match[1])) });

/** mbedTLS, and esp-tls over it: in firmware, MicroPython, OpenVPN, curl. */
export const mbedtlsRows: readonly Row[] = [
  ...rowsFrom(
    { stack: "mbedtls", seen: "mbedTLS 2.28.0, 3.6.0 and 0333486837 ssl.h, x509.h, x509_crt.h" },
    [
      ...mbedtlsFlags.map(([, words, fact]) => [words, fact] as const),
      ...mbedtlsErrors.map(([, , words, fact]) => [words, fact] as const),
      [
        /\bMBEDTLS_ERR_([A-Z][A-Z\d_]{5,40})/,
        (match) => byName.get(match[1] ?? ""),
        "OSError: (-9984, 'MBEDTLS_ERR_X509_CERT_VERIFY_FAILED')",
      ],
      [
        /\bMBEDTLS_X509_(BADC(?:ERT|RL)_[A-Z_]{3,20})\b(?! {1,20}(?:0x|\|\||\\))/,
        (match) => byFlag.get(match[1] ?? ""),
        "verification flags: MBEDTLS_X509_BADCERT_NOT_TRUSTED",
      ],
      [
        /\bmbedtls_\w{3,40}(?:\(\))? (?:returned|failed|error)[ :,=(]{1,3}-0x([\dA-Fa-f]{2,4})(?![\dA-Fa-f])/,
        coded,
        "mbedtls_ssl_handshake returned -0x2700",
      ],
      [
        /\b(?:ssl_handshake|x509_verify_cert\(\)) returned[^\n]{0,24}? \(-0x([\dA-Fa-f]{2,4})\)/,
        coded,
        "ssl_handshake returned - mbedTLS: (-0x7780)",
      ],
      [
        /\b(?:mbedtls failure|tls stack error number): 0x([\dA-Fa-f]{2,4})(?![\dA-Fa-f])/,
        coded,
        "Last mbedtls failure: 0x2700",
      ],
      [
        /got an alert message, type: \[2:(\d{1,3})\]/,
        alert("alert-received"),
        "got an alert message, type: [2:42]",
      ],
      [
        /is a fatal alert message \(msg (\d{1,3})\)/,
        alert("alert-received"),
        "is a fatal alert message (msg 42)",
      ],
      [
        /send alert level=2 message=(\d{1,3})(?!\d)/,
        alert("alert-sent"),
        "send alert level=2 message=48",
      ],
    ],
  ),
  ...rowsFrom(
    {
      stack: "mbedtls",
      seen: "esp-idf 03b1f26a esp_tls_mbedtls.c, esp_crt_bundle.c in part; esp-tls in reports of its users",
    },
    [
      ["Failed to verify peer certificate!", { fact: "certificate-rejected" }],
      [
        /esp-x509-crt-bundle: (?:No matching trusted root certificate found|Failed to verify certificate)/,
        { fact: "unknown-authority", chain: "unsaid" },
        "esp-x509-crt-bundle: No matching trusted root certificate found",
      ],
      [
        "No server verification option set in esp_tls_cfg_t structure",
        { fact: "no-trust-store" },
        "client",
      ],
      [
        /couldn't get hostname for :([^\s:]{1,253}): getaddrinfo\(\)/,
        (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
        "esp-tls: couldn't get hostname for :kv.example.net: getaddrinfo() returns 202",
        "client",
      ],
      [
        /esp-tls: (?:Failed to open new connection|Failed to create client session)|\besp-tls connection failed/,
        { fact: "wrapper", of: "attempt", status: null },
        "esp-tls: Failed to open new connection",
        "client",
      ],
    ],
  ),
];

import type { Fact } from "../../domain/fact.ts";
import {
  gnutlsAlertNames,
  gnutlsCommonErrors,
  gnutlsErrors,
  gnutlsNames,
  gnutlsStatuses,
} from "./gnutls-errors.ts";
import { ofHandshake } from "./of-handshake.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";
import { alertName } from "./tls-alerts.ts";

const allErrors = [...gnutlsErrors, ...gnutlsCommonErrors];

const byCode: ReadonlyMap<number, Fact> = new Map(allErrors.map(([code, , fact]) => [code, fact]));

const byWords: ReadonlyMap<string, Fact> = new Map(
  allErrors.map(([, words, fact]) => [words.replace(/\.$/, ""), fact]),
);

const coded = (match: RegExpMatchArray): Fact | undefined => {
  const fact = byCode.get(Number(match[1]));
  return /handshake/.test(match[0]) ? ofHandshake(fact) : fact;
};

const received = (match: RegExpMatchArray): Fact => ({
  fact: "alert-received",
  alert: alertName(Number(match[1])),
});

const named = (match: RegExpMatchArray): Fact | undefined => {
  const alert = gnutlsAlertNames.get(match[1] ?? "");
  return alert === undefined ? undefined : { fact: "alert-received", alert };
};

/** How far behind the certificates that were sent the alert is that they, or their lack, led to. */
const answerLimit = 4000;

/** Where a server only asks, an empty list is in order. */
const withheld = ({ index = 0, input = "" }: RegExpMatchArray): Fact | undefined =>
  /\*\*\* Received alert \[/.test(input.slice(index, index + answerLimit))
    ? { fact: "client-certificate-withheld" }
    : undefined;

/** GnuTLS: gnutls-cli, Debian's git, apt and curl, exim, rsyslog, QEMU, FileZilla. */
export const gnutlsRows: readonly Row[] = [
  ...rowsFrom({ stack: "gnutls", seen: "GnuTLS f8971291b lib/errors.c, lib/cert-cred.c" }, [
    ...gnutlsErrors.map(([, words, fact]) => [words, fact] as const),
    ...gnutlsStatuses,
    [
      /(?:- Status: )?The certificate is NOT trusted\b/,
      { fact: "certificate-rejected" },
      "- Status: The certificate is NOT trusted.",
    ],
    [
      /\bG(?:nu|NU)TLS (?:recv |send |handshake )?error:? (-\d{1,3})(?!\d)/,
      coded,
      "GnuTLS error -110: x",
    ],
    [
      // In no header's own line, which gives the name its number.
      /\bGNUTLS_((?:CERT|E)_[A-Z\d_]{5,40})\b(?! {0,20}(?:= |-\d|\|))/,
      (match) => gnutlsNames.get(match[1] ?? ""),
      "handshake failed: GNUTLS_E_NO_COMMON_KEY_SHARE",
    ],
    [
      /\*\*\* Fatal error: ([A-Z][\w (),./'-]{6,60}?)(?=\.?(?:\n|$))/,
      (match) => byWords.get(match[1] ?? ""),
      "*** Fatal error: Decryption has failed.",
    ],
    [
      /\bgnutls_(?:handshake|record_recv|record_send)\b(?:\(\))?[^\n]{0,24}?[ (:](-\d{1,3})(?!\d)/,
      coded,
      "gnutls_handshake failed (-12)",
    ],
  ]),
  ...rowsFrom({ stack: "gnutls", seen: "GnuTLS f8971291b lib/alert.c, lib/record.c, src/serv.c" }, [
    [/\*\*\* Received alert \[(\d{1,3})\]/, received, "*** Received alert [116]: x"],
    [
      /\bAlert\[2\|(\d{1,3})\] - [^\n]{3,60}? - was received/,
      received,
      "REC[0x1]: Alert[2|40] - Handshake failed - was received",
    ],
    [
      /\bSending Alert\[2\|(\d{1,3})\]/,
      (match) => ({ fact: "alert-sent", alert: alertName(Number(match[1])) }),
      "REC: Sending Alert[2|48] - CA is unknown",
    ],
    [
      /\* Received alert '(\d{1,3})': /,
      received,
      "* Received alert '48': CA is unknown.",
      "server",
    ],
    [
      /(?:fatal alert has been received[:.] |fatal TLS alert: )([A-Z][\w (),./]{6,60}?)(?=[.\n"']|$)/,
      named,
      "A TLS fatal alert has been received: Certificate is bad",
    ],
    [
      // The first byte of "HTTP/" is 72, that of a preface 80.
      /Received record packet of unknown type (\d{1,3})/,
      (match) => ({
        fact: "first-record-not-tls",
        got: match[1] === "72" ? "http" : match[1] === "80" ? "http2" : "unsaid",
      }),
      "Received record packet of unknown type 72",
    ],
  ]),
  ...rowsFrom(
    { stack: "gnutls", seen: "GnuTLS f8971291b src/cli.c, src/common.c", role: "client" },
    [
      ["*** PKI verification of server certificate failed", { fact: "certificate-rejected" }],
      ["- Peer did not send any certificate", { fact: "no-peer-certificate" }],
      [
        /Successfully sent 0 certificate\(s\) to server/,
        withheld,
        "- Successfully sent 0 certificate(s) to server.\n*** Received alert [42]: x",
      ],
      ["*** Handshake has failed", { fact: "wrapper", of: "handshake", status: null }],
      ["*** Server has terminated the connection abnormally", { fact: "closed" }],
      [
        /^- Application protocol: (\S{1,20})/m,
        (match) => ({ fact: "alpn-selected", protocol: textIn(match) ?? "" }),
        "- Application protocol: h2",
      ],
    ],
  ),
  ...rowsFrom({ stack: "gnutls", seen: "exim, in reports of its users; not read in a source" }, [
    [
      /TLS error on connection to\b/,
      { fact: "wrapper", of: "handshake", status: null },
      "TLS error on connection to mail.example.net [198.51.100.4] (gnutls_handshake): x",
      "client",
    ],
    [
      /TLS error on connection from\b/,
      { fact: "wrapper", of: "handshake", status: null },
      "TLS error on connection from mail.example.net [198.51.100.4] (gnutls_handshake): x",
      "server",
    ],
  ]),
  ...rowsFrom(
    {
      stack: "gnutls",
      seen: "curl 7 and 8 lib/vtls/gtls.c in part; forms in reports of git and curl users",
      role: "client",
    },
    [
      [
        /gnutls_handshake\(\) (?:failed|warning): ([A-Z][\w (),./-]{6,60}?)(?=[.\n"']|$)/,
        (match) => named(match) ?? ofHandshake(byWords.get(match[1] ?? "")),
        "gnutls_handshake() failed: The TLS connection was non-properly terminated.",
      ],
      [
        /server certificate verification failed\. CAfile:/,
        { fact: "certificate-rejected" },
        "server certificate verification failed. CAfile: none CRLfile: none",
      ],
      ["server certificate expiration date has passed", { fact: "certificate-expired" }],
      ["server certificate not activated yet", { fact: "certificate-not-yet-valid" }],
      [
        /certificate subject name \(([^)\n]{1,253})\) does not match target host name '([^'\n]{1,253})'/,
        (match) => ({
          fact: "hostname-mismatch",
          wanted: match[2] ?? null,
          valid: match[1] ?? null,
        }),
        "SSL: certificate subject name (a) does not match target host name 'b'",
      ],
    ],
  ),
];

import type { Fact } from "../../domain/fact.ts";
import { appleCodeRows } from "./apple-codes.ts";
import { appleNameRows } from "./apple-names.ts";
import { type Row, rowsFrom } from "./row.ts";
import { tlsAlerts } from "./tls-alerts.ts";

const alertIn =
  (fact: "alert-received" | "alert-sent") =>
  (match: RegExpMatchArray): Fact | undefined => {
    const found = tlsAlerts.find(({ openssl }) => openssl === match[1]);
    return found && { fact, alert: found.name };
  };

/** CFNetwork, NSURLSession and Network.framework: clients, in what they print beside their codes. */
export const appleRows: readonly Row[] = [
  ...appleCodeRows,
  ...appleNameRows,
  ...rowsFrom(
    { stack: "apple", seen: "reports of iOS and macOS users of 2015 to 2026", role: "client" },
    [
      ["ATS failed system trust", { fact: "certificate-rejected" }],
      ["UnableToParseFrame", { fact: "not-http2" }],
      ["TLS handshake completed, no protocol negotiated", { fact: "no-alpn-selected" }],
      [
        /App Transport Security has blocked a cleartext HTTP/,
        { fact: "target-unusable", why: "plaintext is not allowed" },
        "App Transport Security has blocked a cleartext HTTP (http://) resource load",
      ],
      [
        /You might be connecting to a server that is pretending to be/,
        { fact: "certificate-rejected" },
        "You might be connecting to a server that is pretending to be “10.0.0.7”",
      ],
      [
        /boringssl_session_(?:errorlog|handshake_error_print|handshake_incomplete)[^\n]{0,120}?(?:operation failed within the library|SSL library error)/,
        { fact: "wrapper", of: "handshake", status: null },
        "boringssl_session_handshake_incomplete(164) [C1:1][0x1032186d0] SSL library error",
      ],
    ],
  ),
  // "%s(%d) %s[%p] %s alert, level: %s, description: %s" of libboringssl.
  ...rowsFrom(
    { stack: "apple", seen: "libboringssl of macOS 14, boringssl_context_alert_callback" },
    [
      [
        /\bread alert, level: fatal, description: ([a-z ]{3,40})/,
        alertIn("alert-received"),
        "read alert, level: fatal, description: handshake failure",
      ],
      [
        /\bwrite alert, level: fatal, description: ([a-z ]{3,40})/,
        alertIn("alert-sent"),
        "write alert, level: fatal, description: unknown ca",
      ],
    ],
  ),
];

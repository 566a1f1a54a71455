import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { alertName, type TlsAlert, tlsAlerts } from "./tls-alerts.ts";

const received = (alert: string): Fact => ({ fact: "alert-received", alert });
const sent = (alert: string): Fact => ({ fact: "alert-sent", alert });

/** The row of one alert in every library's words. Without "remote error" Go's alert is its own. */
const rowsOf = ({ name, go, openssl, rustls, rustlsSentence }: TlsAlert): readonly Row[] => {
  const constant = openssl.toUpperCase().replaceAll(" ", "_");
  const literal = go.replace(/[()]/g, "\\$&");
  return [
    ...rowsFrom({ stack: "go", seen: "go 1.26.8 crypto/tls/alert.go" }, [
      [
        new RegExp(`remote error: (?:tls: )?${literal}(?!\\w)`),
        received(name),
        `remote error: tls: ${go}`,
      ],
      [
        new RegExp(`local error: (?:tls: )?${literal}(?!\\w)`),
        sent(name),
        `local error: tls: ${go}`,
      ],
    ]),
    // 1.1.1 and 3.0 say "sslv3 alert", 3.5 "ssl/tls alert" (both run); some reasons lack the word "alert".
    ...rowsFrom({ stack: "openssl", seen: "OpenSSL 3.0.19, 3.5 in node 24.21.0: ssl_err.c" }, [
      [
        new RegExp(`(?:sslv3|ssl/tls|tlsv1|tlsv13|tls) (?:alert )?${openssl}(?!\\w)`),
        received(name),
        `tlsv1 alert ${openssl}`,
      ],
    ]),
    ...rowsFrom({ stack: "boringssl", seen: "grpcio 1.85.1, BoringSSL ssl.errordata" }, [
      [
        new RegExp(`(?:SSLV3|SSL/TLS|TLSV1|TLSV13|TLS)_(?:ALERT_)?${constant}(?!\\w)`),
        received(name),
        `error:10000000:SSL routines:OPENSSL_internal:TLSV1_ALERT_${constant}`,
      ],
    ]),
    ...rowsFrom({ stack: "rustls", seen: "rustls 0.23, error/mod.rs at 6868ee84d" }, [
      [
        new RegExp(
          `received fatal alert: ${rustls.replace("UnrecognisedName", "Unrecogni[sz]edName")}(?!\\w)`,
          "i",
        ),
        received(name),
        `received fatal alert: ${rustls}`,
      ],
      [`received fatal alert: the peer ${rustlsSentence}`, received(name)],
      [
        new RegExp(
          `AlertReceived\\(${rustls.replace("UnrecognisedName", "Unrecogni[sz]edName")}\\)`,
          "i",
        ),
        received(name),
        `AlertReceived(${rustls})`,
      ],
    ]),
    ...rowsFrom({ stack: "java", seen: "OpenJDK 17.0.15 lib/modules, sun.security.ssl" }, [
      [
        new RegExp(`Received (?:fatal|warning) alert: ${name}(?!\\w)`, "i"),
        received(name),
        `Received fatal alert: ${name}`,
      ],
      [
        new RegExp(`Fatal \\(${name}\\)`, "i"),
        sent(name),
        `Fatal (${name.toUpperCase()}): PKIX path building failed`,
      ],
    ]),
  ];
};

const byNumber =
  (state: (name: string) => Fact, from = 0) =>
  (match: RegExpMatchArray): Fact | undefined => {
    const code = Number(match[1]) - from;
    return code >= 0 && code <= 255 ? state(alertName(code)) : undefined;
  };

/** Alerts that a text gives by number only. curl adds 512 for a fatal level, 256 for a warning (lib/vtls). */
const numbered: readonly Row[] = [
  ...rowsFrom({ stack: "go", seen: "go 1.26.8 crypto/tls/alert.go" }, [
    [/remote error: tls: alert\((\d{1,3})\)/, byNumber(received), "remote error: tls: alert(46)"],
    [/local error: tls: alert\((\d{1,3})\)/, byNumber(sent), "local error: tls: alert(46)"],
  ]),
  ...rowsFrom({ stack: "openssl", seen: "OpenSSL 3.0.19 ssl/record/rec_layer_s3.c" }, [
    [/SSL alert number (\d{1,3})(?!\d)/, byNumber(received), "SSL alert number 40"],
  ]),
  ...rowsFrom({ stack: "rustls", seen: "rustls 0.23, error/mod.rs at 6868ee84d" }, [
    [
      /received fatal alert: Unknown\((\d{1,3})\)/,
      byNumber(received),
      "received fatal alert: Unknown(117)",
    ],
  ]),
  ...rowsFrom({ stack: "curl", seen: "curl 7.88.1, lib/vtls/openssl.c", role: "client" }, [
    [
      /\(IN\), TLS alert, [\w ]{1,40} \((5[1-9]\d|6\d\d|7[0-6]\d)\)/,
      byNumber(received, 512),
      "* TLSv1.3 (IN), TLS alert, handshake failure (552):",
    ],
    [
      /\(OUT\), TLS alert, [\w ]{1,40} \((5[1-9]\d|6\d\d|7[0-6]\d)\)/,
      byNumber(sent, 512),
      "* TLSv1.3 (OUT), TLS alert, unknown CA (560):",
    ],
  ]),
];

/** Bouncy Castle's exceptions, of an alert that came and of one that it sends. */
const ofBouncyCastle: readonly Row[] = rowsFrom(
  { stack: "java", seen: "reports of Bouncy Castle users; not read in a source" },
  [
    [
      /\bTlsFatalAlertReceived: \w{3,40}\((\d{1,3})\)/,
      byNumber(received),
      "org.bouncycastle.tls.TlsFatalAlertReceived: unknown_ca(48)",
    ],
    [
      /\bTlsFatalAlert: \w{3,40}\((\d{1,3})\)/,
      byNumber(sent),
      "org.bouncycastle.tls.TlsFatalAlert: certificate_unknown(46)",
    ],
  ],
);

export const alertRows: readonly Row[] = [
  ...tlsAlerts.flatMap(rowsOf),
  ...numbered,
  ...ofBouncyCastle,
];

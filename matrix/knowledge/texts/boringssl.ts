import { type Row, rowsFrom } from "./row.ts";
import { sslReasons } from "./ssl-reasons.ts";

/** The constant alone, as BoringSSL, Envoy's `TLS_error:|…:TLS_error_end` and Python's ssl print it. */
export const boringsslRows: readonly Row[] = sslReasons.flatMap(([constant, fact, role]) =>
  rowsFrom(
    {
      stack: "boringssl",
      seen: "grpcio 1.85.1, BoringSSL ssl.errordata",
      ...(role ? { role } : {}),
    },
    [
      [
        new RegExp(`(?<![A-Z_])${constant}(?![A-Z_])`),
        fact,
        `error:10000000:SSL routines:OPENSSL_internal:${constant}`,
      ],
    ],
  ),
);

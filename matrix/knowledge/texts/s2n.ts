import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { s2nErrors } from "./s2n-errors.ts";
import { alertName } from "./tls-alerts.ts";

const byName: ReadonlyMap<string, Fact> = new Map(s2nErrors.map(([name, , fact]) => [name, fact]));
const byWords: ReadonlyMap<string, Fact> = new Map(
  s2nErrors.map(([, words, fact]) => [words, fact]),
);

/** s2n-tls, of AWS's SDKs, CRT and load balancers. Its words are everybody's, so that they count beside its own form alone. */
export const s2nRows: readonly Row[] = rowsFrom(
  {
    stack: "s2n",
    seen: "s2n-tls 8cbf81ad7 error/s2n_errno.c, bin/echo.c, bindings/rust; aws-c-io s2n_tls_channel_handler.c",
  },
  [
    [
      /\bS2N_ERR_[A-Z]{2,12}(?:_[A-Z\d]{1,14}){0,6}\b/,
      (match) => byName.get(match[0]),
      'Error { code: 335544366, name: "S2N_ERR_CERT_UNTRUSTED", kind: ProtocolError }',
    ],
    [
      /\b(?:Failed to (?:re)?negotiate: '|negotiation failed with error |message: ")([A-Z][A-Za-z ]{10,70})/,
      (match) => byWords.get((match[1] ?? "").replace(/ $/, "")),
      "Failed to negotiate: 'Certificate is untrusted'. Error encountered in s2n_x509_validator.c:698",
    ],
    [
      /'TLS alert received'[^\n]{0,160}\nAlert: (\d{1,3})\b/,
      (match) => ({ fact: "alert-received", alert: alertName(Number(match[1])) }),
      "Failed to negotiate: 'TLS alert received'. Error encountered in s2n_alerts.c:226\nAlert: 40",
    ],
    [
      /AWS_IO_TLS_ERROR_NEGOTIATION_FAILURE|TLS \(SSL\) negotiation failed/,
      { fact: "wrapper", of: "handshake", status: null },
      "AWS_IO_TLS_ERROR_NEGOTIATION_FAILURE: TLS (SSL) negotiation failed",
    ],
  ],
);

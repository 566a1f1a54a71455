import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom } from "./row.ts";
import { tlsAlerts } from "./tls-alerts.ts";

/** Spellings that are OTP's own. */
const spelled: Readonly<Record<string, string>> = { unrecognised_name: "unrecognized_name" };

/**
 * The alert that a text begins with: "Handshake Failure" and "Certificate required", as ssl_alert.erl writes them, or
 * `handshake_failure`. What stands behind it is the reason.
 */
const alertNamed = (text: string): string | undefined => {
  const words = text.trim().toLowerCase().split(/[ _]/);
  for (let count = words.length; count > 0; count -= 1) {
    const wanted = words.slice(0, count).join("_");
    const alert = tlsAlerts.find(({ name }) => name === (spelled[wanted] ?? wanted));
    if (alert) return alert.name;
  }
  return undefined;
};

const alerted =
  (fact: "alert-sent" | "alert-received") =>
  (match: RegExpMatchArray): Fact | undefined => {
    const alert = alertNamed(match[1] ?? "");
    return alert === undefined ? undefined : { fact, alert };
  };

/** A byte that came as a record's type: 72 is "H", 71 "G", 80 "P", 0 the length of an HTTP/2 frame. */
const recordType = (match: RegExpMatchArray): Fact => {
  const byte = Number(match[1]);
  if (byte === 72) return { fact: "first-record-not-tls", got: "http" };
  if (byte === 0) return { fact: "first-record-not-tls", got: "http2" };
  return { fact: "first-record-not-tls", got: "unsaid" };
};

/** `{bad_cert,reason}` of Erlang, `{:bad_cert, :reason}` of Elixir. */
const badCert = (reason: string, fact: Fact) =>
  [
    new RegExp(`\\{:?bad_cert,\\s{0,40}\\{?:?(?:${reason})`),
    fact,
    `{bad_cert,${reason.split("|")[0]}}`,
  ] as const;

/** What is in the files that options of ssl name. */
const files = { cacert: "roots", cert: "certificate", key: "key" } as const;

const fileOf = (match: RegExpMatchArray): Fact => {
  const option = match[1];
  return {
    fact: "key-not-loadable",
    what: option === "cacert" || option === "cert" || option === "key" ? files[option] : "unsaid",
  };
};

export const erlangRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "erlang",
      seen: "OTP ssl_alert.erl, ssl_handshake.erl by their documented alerts; reports",
    },
    [
      [
        /generated CLIENT ALERT: (?:Fatal|Warning) - ([A-Z]\w{1,20}(?: [A-Za-z]\w{1,20}){0,4})/,
        alerted("alert-sent"),
        "TLS client: In state certify at ssl_handshake.erl:1885 generated CLIENT ALERT: Fatal - Unknown CA",
        "client",
      ],
      [
        /generated SERVER ALERT: (?:Fatal|Warning) - ([A-Z]\w{1,20}(?: [A-Za-z]\w{1,20}){0,4})/,
        alerted("alert-sent"),
        "TLS server: In state hello at tls_handshake.erl:346 generated SERVER ALERT: Fatal - Insufficient Security",
        "server",
      ],
      [
        /received SERVER ALERT: (?:Fatal|Warning) - ([A-Z]\w{1,20}(?: [A-Za-z]\w{1,20}){0,4})/,
        alerted("alert-received"),
        "TLS client: In state hello received SERVER ALERT: Fatal - Handshake Failure",
        "client",
      ],
      [
        /received CLIENT ALERT: (?:Fatal|Warning) - ([A-Z]\w{1,20}(?: [A-Za-z]\w{1,20}){0,4})/,
        alerted("alert-received"),
        "TLS server: In state certify received CLIENT ALERT: Fatal - Unknown CA",
        "server",
      ],
      [
        /:?unsupported_record_type, ?(\d{1,3})/,
        recordType,
        "Fatal - Unexpected Message - {unsupported_record_type,72}",
      ],
      badCert("hostname_check_failed", { fact: "hostname-mismatch", wanted: null, valid: null }),
      badCert("cert_expired|root_cert_expired", { fact: "certificate-outside-validity" }),
      badCert("unknown_ca|invalid_issuer", { fact: "unknown-authority", chain: "unsaid" }),
      badCert("selfsigned_peer", { fact: "self-signed", which: "leaf" }),
      badCert("invalid_signature", { fact: "bad-certificate-signature" }),
      badCert("key_usage_mismatch|invalid_ext_key_usage|invalid_key_usage", { fact: "wrong-eku" }),
      badCert("missing_basic_constraint|max_path_length_reached|ca_invalid_ext_key_usage", {
        fact: "not-a-ca",
      }),
      badCert(
        "name_not_permitted|unknown_critical_extension|duplicate_cert_in_path|pkix_path_validation_failed",
        {
          fact: "certificate-rule-broken",
        },
      ),
      badCert("revocation_status_undetermined|bad_crls|crls_not_available", {
        fact: "revocation-unknown",
      }),
      badCert("unsupported_signature", { fact: "no-common-scheme" }),
      [
        /\{:?bad_cert,\s{0,40}(?:\{:?hostname_check_failed,\s{0,40})?:?missing_subject_altnames/,
        { fact: "no-san", of: "name" },
        "{bad_cert,{hostname_check_failed,missing_subject_altnames}}",
      ],
      badCert("revoked", { fact: "certificate-revoked" }),
      [
        /\bno_suitable_ciphers\b/,
        { fact: "no-common-suite" },
        "Fatal - Insufficient Security - no_suitable_ciphers",
      ],
      [/\bno_suitable_(?:groups|key_share)\b/, { fact: "no-common-group" }, "no_suitable_groups"],
      [
        /\bno_suitable_signature_algorithm\b|\bunable_to_supply_acceptable_cert\b/,
        { fact: "no-common-scheme" },
        "no_suitable_signature_algorithm",
      ],
      [
        /\bno_client_certificate_provided\b|\bno_peer_certificate\b|\bpeer_certificate_required\b/i,
        { fact: "client-certificate-required" },
        "no_client_certificate_provided",
        "server",
      ],
      [
        /\{:?options, ?\{:?(cacert|cert|key)file, ?(?:~c|<<)?["'][^"'\n]{0,260}["'](?:>>)?, ?\{:?error, ?:?(?:enoent|eacces|eisdir|enotdir)\b/,
        fileOf,
        '{:error, {:options, {:cacertfile, ~c"/etc/ssl/ca.pem", {:error, :enoent}}}}',
      ],
      [
        // reason_code of ssl_alert.erl up to OTP 21, and Elixir's inspection of it.
        /\{:?tls_alert, ?\\{0,6}(?:~c)?["']([a-z][a-z ]{4,30})/,
        alerted("alert-received"),
        '{:tls_alert, "unknown ca"}',
      ],
      [
        // Without the words behind it: which side sent it is not told.
        /\{:?tls_alert, ?\{:?([a-z][a-z_]{4,40}), ?\\{0,6}(?:~c)?["'](?!TLS )/,
        alerted("alert-received"),
        '{tls_alert,{no_application_protocol,"x"}}',
      ],
      [
        /\{:?(?:cert|key)file, ?(?:\{:?badmatch, ?\{:?error|:?function_clause)/,
        { fact: "key-not-loadable", what: "unsaid" },
        "{error,{keyfile,function_clause}}",
      ],
      [
        /\{:?options, ?\{:?cacertfile, ?\[\]\}\}|\bincompatible, ?\[(?:\{:?verify, ?:?verify_peer\}|verify: :verify_peer), ?(?:\{:?cacerts, ?:?undefined\}|cacerts: :undefined)\]/,
        { fact: "no-trust-store" },
        "{error,{options,incompatible,[{verify,verify_peer},{cacerts,undefined}]}}",
      ],
      [/\{:?error, ?:?closed\}|reason: :closed\b/, { fact: "closed" }, "{error,closed}"],
      [/(?<=[{:, ])(?::|)econnrefused\b/, { fact: "connection-refused" }, "{error,econnrefused}"],
      [
        /(?<=[{:, ])(?::|)nxdomain\b/,
        { fact: "name-not-resolved", name: null },
        "{error,nxdomain}",
      ],
      [/(?<=[{:, ])(?::|)econnreset\b/, { fact: "reset" }, "{error,econnreset}"],
      [
        /(?<=[{:, ])(?::|)(?:ehostunreach|enetunreach)\b/,
        { fact: "unreachable" },
        "{error,ehostunreach}",
      ],
      [/(?<=[{:, ])(?::|)etimedout\b/, { fact: "timeout", of: "connect" }, "{error,etimedout}"],
    ],
  ),
];

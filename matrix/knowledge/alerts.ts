import type { AlertRow } from "./fact-row.ts";

/** Servers alone send it. */
const certificateRequired: readonly AlertRow[] = [
  { causes: ["client-certificate-missing: client", "client-certificate-withheld: client"] },
];

const untrusted: readonly AlertRow[] = [{ causes: ["client-certificate-untrusted: accused"] }];

const versions: readonly AlertRow[] = [{ causes: ["no-common-version"], decides: true }];

const garbled: readonly AlertRow[] = [
  {
    depth: "end",
    causes: ["reset-by-intermediary: between", "tls-client-to-plaintext-port", "no-common-group"],
  },
];

/** What an alert comes from, by its name in RFC 8446 section 6.2; which stack sends which for what was measured. */
export const alerts: Readonly<Record<string, readonly AlertRow[]>> = {
  unknown_ca: [
    { about: "client", causes: ["client-certificate-untrusted: accused"], decides: true },
    {
      about: "server",
      causes: ["unknown-ca: accuser", "incomplete-chain: accused", "tls-interception: between"],
    },
    { causes: ["unknown-ca", "client-certificate-untrusted", "incomplete-chain"] },
  ],
  certificate_expired: [
    { causes: ["certificate-expired: accused", "certificate-not-yet-valid: accused"] },
  ],
  bad_certificate: [
    {
      about: "client",
      causes: [
        "client-certificate-untrusted: accused",
        "client-certificate-missing: accused",
        "wrong-extended-key-usage: accused",
      ],
    },
    {
      about: "server",
      causes: [
        "unknown-ca: accuser",
        "hostname-mismatch",
        "wrong-extended-key-usage: accused",
        "no-subject-alt-name: accused",
        "certificate-expired: accused",
      ],
    },
    {
      causes: [
        "wrong-extended-key-usage",
        "hostname-mismatch",
        "unknown-ca",
        "client-certificate-untrusted",
      ],
    },
  ],
  certificate_unknown: [
    {
      about: "client",
      causes: ["client-certificate-untrusted: accused", "certificate-expired: accused"],
    },
    {
      about: "server",
      causes: [
        "unknown-ca: accuser",
        "hostname-mismatch",
        "tls-interception: between",
        "certificate-expired: accused",
      ],
    },
    { causes: ["unknown-ca", "hostname-mismatch", "client-certificate-untrusted"] },
  ],
  unsupported_certificate: [
    {
      causes: ["wrong-extended-key-usage: accused", "signature-scheme-not-offered: accused"],
    },
  ],
  certificate_required: certificateRequired,
  no_certificate: certificateRequired,
  access_denied: untrusted,
  certificate_revoked: untrusted,
  handshake_failure: [
    {
      about: "client",
      causes: [
        "no-common-cipher-suite",
        "signature-scheme-not-offered",
        "no-common-group",
        "client-certificate-missing: accused",
        "no-common-version",
      ],
    },
    {
      causes: [
        "no-common-cipher-suite",
        "signature-scheme-not-offered",
        "no-common-group",
        "client-certificate-missing",
        "no-common-version",
      ],
    },
  ],
  insufficient_security: [{ causes: ["no-common-cipher-suite: accused"], decides: true }],
  protocol_version: versions,
  inappropriate_fallback: versions,
  no_application_protocol: [{ causes: ["alpn-mismatch", "wrong-endpoint"], decides: true }],
  unrecognized_name: [{ causes: ["authority-rejected", "wrong-endpoint"] }],
  internal_error: [
    {
      about: "client",
      causes: [
        "authority-rejected",
        "key-not-loadable: accuser",
        "alpn-mismatch",
        "signature-scheme-not-offered",
        "client-certificate-untrusted: accused",
      ],
    },
    // grpc-java's client sends it for most certificates that it refuses.
    { about: "server", causes: ["unknown-ca: accuser", "hostname-mismatch"] },
    // Go's server sends it where its program has no configuration or certificate for what the client names.
    { causes: ["authority-rejected", "unknown-ca", "key-not-loadable", "alpn-mismatch"] },
  ],
  decrypt_error: [{ causes: ["signature-scheme-not-offered", "unknown-ca"] }],
  illegal_parameter: [
    { causes: ["no-common-group", "signature-scheme-not-offered", "no-common-version"] },
  ],
  record_overflow: garbled,
  unexpected_message: garbled,
  decode_error: garbled,
  bad_record_mac: garbled,
  missing_extension: garbled,
  unsupported_extension: garbled,
};

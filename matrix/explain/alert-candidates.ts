import { byActing, decidedAs, oneOf, type Reading } from "./candidate.ts";
import { missingFrom } from "./certificate-candidates.ts";
import { sideOf, type Utterance } from "./utterance.ts";

/**
 * What an alert comes from. Received, it is the peer's verdict on the printer; sent, the printer's on its peer.
 * Alerts of RFC 8446 section 6.2; which stack sends which for what was measured.
 */
export const alertCandidates = (
  said: Utterance,
  alert: string,
  way: "received" | "sent",
): Reading => {
  const { depth, candidates } = meaningOf(said, alert, way);
  // Who sends an alert says why elsewhere, and the alert may be named for less.
  return { depth: way === "sent" ? "end" : depth, candidates };
};

const meaningOf = (said: Utterance, alert: string, way: "received" | "sent"): Reading => {
  const accused = sideOf(said, way === "received" ? "own" : "peer");
  const accuser = sideOf(said, way === "received" ? "peer" : "own");
  /** The end whose certificate an alert about certificates is about. */
  const about: Utterance = {
    ...said,
    acting: said.acting === null ? null : way === "received" ? said.acting : other(said.acting),
  };
  switch (alert) {
    case "unknown_ca":
      return byActing(about, {
        client: decidedAs("client-certificate-untrusted", accused),
        server: oneOf("root", [
          ["unknown-ca", accuser],
          ["incomplete-chain", accused],
          ["tls-interception", "between"],
        ]),
        unknown: oneOf("root", [
          ["unknown-ca", null],
          ["client-certificate-untrusted", null],
          ["incomplete-chain", null],
        ]),
      });
    case "certificate_expired":
      return oneOf("root", [
        ["certificate-expired", accused],
        ["certificate-not-yet-valid", accused],
      ]);
    case "bad_certificate":
      return byActing(about, {
        client: oneOf("root", [
          ["wrong-extended-key-usage", accused],
          ["client-certificate-untrusted", accused],
          ["client-certificate-missing", accused],
        ]),
        server: oneOf("root", [
          ["unknown-ca", accuser],
          ["hostname-mismatch", null],
          ["wrong-extended-key-usage", accused],
          ["no-subject-alt-name", accused],
          ["certificate-expired", accused],
        ]),
        unknown: oneOf("root", [
          ["wrong-extended-key-usage", null],
          ["hostname-mismatch", null],
          ["unknown-ca", null],
          ["client-certificate-untrusted", null],
        ]),
      });
    case "certificate_unknown":
      return byActing(about, {
        client: oneOf("root", [
          ["client-certificate-untrusted", accused],
          ["certificate-expired", accused],
        ]),
        server: oneOf("root", [
          ["unknown-ca", accuser],
          ["hostname-mismatch", null],
          ["tls-interception", "between"],
          ["certificate-expired", accused],
        ]),
        unknown: oneOf("root", [
          ["unknown-ca", null],
          ["hostname-mismatch", null],
          ["client-certificate-untrusted", null],
        ]),
      });
    case "unsupported_certificate":
      return oneOf("root", [
        ["wrong-extended-key-usage", accused],
        ["signature-scheme-not-offered", accused],
      ]);
    case "certificate_required":
    case "no_certificate":
      return oneOf("root", missingFrom(about.acting === "client" ? accused : null));
    case "access_denied":
    case "certificate_revoked":
      return oneOf("root", [["client-certificate-untrusted", accused]]);
    case "handshake_failure":
      return oneOf("root", [
        ["no-common-cipher-suite", null],
        ["signature-scheme-not-offered", null],
        ["no-common-group", null],
        ["client-certificate-missing", about.acting === "client" ? accused : null],
        ["no-common-version", null],
      ]);
    case "insufficient_security":
      return decidedAs("no-common-cipher-suite", accused);
    case "protocol_version":
    case "inappropriate_fallback":
      return decidedAs("no-common-version", null);
    case "no_application_protocol":
      return decidedAs("alpn-mismatch", null, [["wrong-endpoint", null]]);
    case "unrecognized_name":
      return oneOf("root", [
        ["authority-rejected", null],
        ["wrong-endpoint", null],
      ]);
    case "internal_error":
      return byActing(about, {
        client: oneOf("root", [
          ["authority-rejected", null],
          ["key-not-loadable", accuser],
          ["signature-scheme-not-offered", null],
          ["client-certificate-untrusted", accused],
        ]),
        // grpc-java's client sends 80 for most certificates that it refuses.
        server: oneOf("root", [
          ["unknown-ca", accuser],
          ["hostname-mismatch", null],
        ]),
        unknown: oneOf("root", [
          ["unknown-ca", null],
          ["authority-rejected", null],
          ["key-not-loadable", null],
        ]),
      });
    case "decrypt_error":
      return oneOf("root", [
        ["signature-scheme-not-offered", null],
        ["unknown-ca", null],
      ]);
    case "illegal_parameter":
      return oneOf("root", [
        ["no-common-group", null],
        ["signature-scheme-not-offered", null],
        ["no-common-version", null],
      ]);
    case "record_overflow":
    case "unexpected_message":
    case "decode_error":
    case "bad_record_mac":
    case "missing_extension":
    case "unsupported_extension":
      return oneOf("end", [
        ["reset-by-intermediary", "between"],
        ["tls-client-to-plaintext-port", null],
        ["no-common-group", null],
      ]);
    default:
      return oneOf("end", []);
  }
};

const other = (acting: "client" | "server"): "client" | "server" =>
  acting === "client" ? "server" : "client";

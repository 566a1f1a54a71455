import type { Stack } from "../diagnose/texts/fact.ts";
import { alertCandidates } from "./alert-candidates.ts";
import { decidedAs, oneOf, type Reading } from "./candidate.ts";
import { certificateCandidates, missingFrom } from "./certificate-candidates.ts";
import {
  goawayCandidates,
  lengthCandidates,
  lengthsIn,
  notGrpcCandidates,
  proxyCandidates,
  statusCandidates,
  streamCandidates,
} from "./http-candidates.ts";
import { pluginCandidates } from "./plugin-candidates.ts";
import {
  alpnCandidates,
  garbledCandidates,
  http1Candidates,
  http1RequestCandidates,
  notHttp2Candidates,
  notTlsCandidates,
  tlsRecordCandidates,
} from "./protocol-candidates.ts";
import { endCandidates, timeoutCandidates } from "./transport-candidates.ts";
import { sideOf, type Utterance } from "./utterance.ts";
import { wrapperCandidates } from "./wrapper-candidates.ts";

/** Stacks that say of a record's version what others say of the handshake's: an answer in plaintext comes to it, too. */
const versionOfRecord: ReadonlySet<Stack> = new Set(["apple", "gnutls", "wolfssl"]);

/** Stacks whose "no shared cipher" is also what a server without a fitting certificate says. */
const suiteOrCertificate: ReadonlySet<Stack> = new Set([
  "openssl",
  "boringssl",
  "gnutls",
  "wolfssl",
  "mbedtls",
  "nss",
]);

/**
 * What one text can come from, the most frequent first; undefined where it states no fault.
 *
 * @param socket - the path of the only peer that the logs name; null where they name a host, or none.
 */
export const candidatesOf = (
  said: Utterance,
  socket: string | null = null,
): Reading | undefined => {
  const { fact } = said;
  const own = sideOf(said, "own");
  switch (fact.fact) {
    case "alert-received":
      return alertCandidates(said, fact.alert, "received");
    case "alert-sent":
      return alertCandidates(said, fact.alert, "sent");
    case "first-record-not-tls":
      return notTlsCandidates(said, fact);
    case "tls-record-received":
      return tlsRecordCandidates(said, fact);
    case "http1-answer":
      return http1Candidates();
    case "http1-request":
      return http1RequestCandidates(said);
    case "http1-only":
      return oneOf("root", [
        ["peer-speaks-http1", "server"],
        ["alpn-not-negotiated", "server"],
      ]);
    case "http2-preface-refused":
      return decidedAs("peer-speaks-http1", said.by === "between" ? "between" : own);
    case "not-http2":
      return lengthsIn(said.around) ?? notHttp2Candidates(said);
    case "no-alpn-selected":
    case "alpn-none-in-common":
      return alpnCandidates(said, fact);
    case "alpn-selected":
    case "dialled":
    case "connected":
      return undefined;
    case "certificate-expired":
    case "certificate-not-yet-valid":
    case "certificate-outside-validity":
    case "unknown-authority":
    case "self-signed":
    case "hostname-mismatch":
    case "no-san":
    case "key-too-weak":
    case "wrong-eku":
    case "ca-used-as-end-entity":
    case "not-a-ca":
    case "bad-certificate-signature":
    case "certificate-revoked":
    case "certificate-malformed":
    case "certificate-rejected":
    case "no-trusted-roots":
    case "no-peer-certificate":
      return certificateCandidates(said, fact);
    case "no-common-version":
      return versionOfRecord.has(said.stack)
        ? oneOf("root", [
            ["tls-client-to-plaintext-port", null],
            ["no-common-version", null],
          ])
        : decidedAs("no-common-version", null);
    case "no-common-scheme":
      // A signature of another kind than the suite wants: a peer's key, or a peer's mistake.
      return /SignedKxWithWrongAlgorithm/.test(said.quote)
        ? oneOf("root", [
            ["signature-scheme-not-offered", null],
            ["no-common-cipher-suite", null],
          ])
        : decidedAs("signature-scheme-not-offered", null);
    case "no-common-suite":
      // Schannel's "common algorithm" is that of any list.
      if (said.stack === "schannel") {
        return oneOf("root", [
          ["no-common-cipher-suite", null],
          ["no-common-version", null],
          ["signature-scheme-not-offered", null],
        ]);
      }
      return suiteOrCertificate.has(said.stack)
        ? oneOf("root", [
            ["no-common-cipher-suite", null],
            ["signature-scheme-not-offered", null],
            ["key-not-loadable", "server"],
          ])
        : decidedAs("no-common-cipher-suite", null);
    case "no-common-group":
      return decidedAs("no-common-group", null);
    case "bad-handshake-signature":
    case "bad-record":
    case "handshake-garbled":
      return garbledCandidates(said);
    case "client-certificate-required":
      return oneOf("root", missingFrom(sideOf({ ...said, acting: "server" }, "peer")));
    case "client-certificate-bad":
      return oneOf("root", [["client-certificate-untrusted", "client"]]);
    case "client-certificate-withheld":
      return oneOf("root", [
        ["client-certificate-missing", "client"],
        ["client-certificate-withheld", "client"],
      ]);
    case "key-not-loadable":
      return decidedAs("key-not-loadable", own);
    case "name-not-resolved":
      // The scheme of a URL, taken for a host.
      return /^https?(?::|$)/.test(fact.name ?? "") || /\bname=https?\b/.test(said.around)
        ? decidedAs("target-unusable", "client")
        : decidedAs("name-not-resolved", null);
    case "target-unusable":
      return decidedAs("target-unusable", "client");
    case "timeout":
      return timeoutCandidates(fact);
    case "connection-refused":
      return decidedAs("connection-refused", null);
    case "unreachable":
      return oneOf("root", [
        ["silent-peer", "between"],
        ["wrong-endpoint", "client"],
      ]);
    case "reset":
    case "broken-pipe":
    case "closed":
    case "closed-in-handshake":
    case "closed-before-settings":
      return endCandidates(said, fact.fact);
    case "opened-and-closed":
      return oneOf("end", [
        ["port-opened-and-closed", "between"],
        ["unknown-ca", "client"],
        ["plaintext-client-to-tls-port", null],
      ]);
    case "port-in-use":
    case "cannot-listen":
      return decidedAs("cannot-listen", "server");
    case "permission-denied":
      return oneOf("end", []);
    case "socket-not-permitted":
      return decidedAs("socket-not-permitted", null);
    case "no-trust-store":
      return decidedAs("trust-store-missing", own);
    case "no-alpn-support":
      return decidedAs("alpn-unsupported", own);
    case "cancelled":
      return oneOf("end", [["cancelled-by-caller", "client"]]);
    case "proxy-connect":
      return proxyCandidates(said, fact);
    case "upstream-unavailable":
      // A health check that failed in TLS: the proxy is the client there.
      return /Layer6|SSL handshake/.test(said.around)
        ? oneOf("root", [
            ["tls-client-to-plaintext-port", "between"],
            ["unknown-ca", "between"],
            ["no-common-cipher-suite", null],
          ])
        : oneOf("root", [
            ["http-status-from-intermediary", "between"],
            ["connection-refused", "server"],
          ]);
    case "goaway":
      return goawayCandidates(fact);
    case "stream-reset":
    case "http2-error":
      return lengthsIn(said.around) ?? streamCandidates(fact.code);
    case "http-status":
      return statusCandidates(fact.status);
    case "content-type":
    case "not-grpc":
    case "no-grpc-status":
      return notGrpcCandidates();
    case "unimplemented":
      return fact.what === null
        ? oneOf("root", [
            ["service-unimplemented", "server"],
            ["wrong-endpoint", null],
          ])
        : decidedAs("service-unimplemented", "server", [["wrong-endpoint", null]]);
    case "no-filter-chain":
      return oneOf("root", [
        ["plaintext-client-to-tls-port", "client"],
        ["authority-rejected", null],
        ["wrong-endpoint", null],
      ]);
    case "authority-rejected":
      return decidedAs("authority-rejected", null);
    case "message-too-large":
      return lengthCandidates(fact);
    case "exec-failed":
    case "exited":
    case "plugin-line-unrecognized":
    case "plugin-api-version":
    case "plugin-core-version":
    case "plugin-cookie-missing":
    case "plugin-line-missing":
    case "plugin-protocol-unsupported":
    case "plugin-exited-early":
    case "plugin-exited-mid-call":
    case "plugin-output-ended":
    case "plugin-ended-orderly":
    case "plugin-certificate-unreadable":
    case "plugin-tls-not-provided":
    case "plugin-multiplexing-unsupported":
    case "plugin-checksum-mismatch":
    case "plugin-misconfigured":
    case "plugin-broker-failed":
      return pluginCandidates(said, fact);
    case "wrapper":
      return wrapperCandidates(said, fact, socket);
  }
};

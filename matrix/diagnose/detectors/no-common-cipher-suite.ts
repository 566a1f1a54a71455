import { offersPermitted, prohibitedIn } from "../prohibited-suite.ts";
import { refusedEverything } from "../refused-everything.ts";
import { refusedHello } from "../refused-hello.ts";
import { type Rule, seenIn, wire } from "../rule.ts";

export const noCommonCipherSuite = refusedHello({
  code: "no-common-cipher-suite",
  narrowed: "cipher-suites",
  title: "cipher_suites",
  values: ({ cipherSuites }) => cipherSuites,
  ordinary: [
    "TLS_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  ],
  sentence: "Client and server have no cipher suite in common.",
  remedy:
    "enable TLS_AES_128_GCM_SHA256 (TLS 1.3) or an ECDHE suite with AES-GCM (TLS 1.2) on both sides",
});

/** The server offers suites for another key than it has, or such as nobody has any more. */
export const suitesWithoutKey = refusedEverything({
  code: "no-common-cipher-suite",
  clause: "RFC 8446 section 6.2; RFC 5246 section 7.4.2",
  sentence:
    "The server refuses every ClientHello: perhaps its cipher suites do not fit its key, or are such as no client offers.",
  remedy:
    "let the server choose its suites itself, or give it ECDHE-ECDSA for an elliptic key and ECDHE-RSA for an RSA key",
  nextCheck:
    "hold the server's list of suites against its key (openssl x509 -noout -text): ECDHE-ECDSA needs an elliptic key, ECDHE-RSA an RSA key; its log names what it misses",
});

/** HTTP/2 does without the suite that was chosen; what was said after the handshake could not be read. */
export const prohibitedSuite: Rule = {
  code: "no-common-cipher-suite",
  clause: "RFC 9113 section 9.2.2 and appendix A",
  diagnose: ({ evidence }) => {
    const { connection, tls } = seenIn(evidence);
    if (
      !tls?.serverHello ||
      tls.visibility.kind === "all" ||
      connection?.firstClose?.by !== "server"
    )
      return undefined;
    if (tls.alerts.some(({ fatal }) => fatal)) return undefined;
    const prohibited = prohibitedIn(tls.serverHello);
    if (prohibited === null) return undefined;
    const chooser = tls.clientHello && !offersPermitted(tls.clientHello) ? "client" : "server";
    return {
      side: chooser,
      decided: false,
      sentence:
        chooser === "server"
          ? `The server chose ${prohibited}, which HTTP/2 prohibits, and left: perhaps for that.`
          : `The client offers nothing that HTTP/2 permits; the server chose ${prohibited} and left: perhaps for that.`,
      matched: [
        wire(`chosen: TLS ${tls.serverHello.version}, ${tls.serverHello.cipherSuite}`),
        wire(`the server closed first; what it said before could not be read`),
      ],
      remedy: "enable TLS 1.3, or for TLS 1.2 an ECDHE suite with AES-GCM, on both sides",
      nextCheck:
        "openssl s_client -connect <address> -tls1_2 -cipher ECDHE+AESGCM:ECDHE+CHACHA20:ECDHE+AESCCM:DHE+AESGCM -alpn h2: refused, the server has no suite that HTTP/2 allows",
    };
  },
};

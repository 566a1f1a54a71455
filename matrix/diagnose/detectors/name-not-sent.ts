import { ofEndpoint, seenIn, sentAlert, wire } from "../rule.ts";

/**
 * A server that looks for a certificate by name, and fails where none is sent, ends with internal_error: so does Go's with a
 * GetCertificate that returns an error (crypto/tls, handshake_server.go). The alert may stand for anything else of its own.
 */
export const nameNotSent = ofEndpoint({
  code: "authority-rejected",
  clause: "RFC 6066 section 3; RFC 8446 section 6.2",
  diagnose: ({ evidence }) => {
    const tls = seenIn(evidence).tls;
    const alert = tls?.alerts.find(({ fatal }) => fatal);
    if (alert?.from !== "server" || alert.name !== "internal_error") return undefined;
    if (tls?.clientHello?.serverName !== null || tls.serverCertificate) return undefined;
    return {
      side: null,
      decided: false,
      sentence:
        "The server ends the handshake with an error of its own before it shows a certificate: perhaps it has none where no name is sent, and an address is no name.",
      matched: [wire("ClientHello server_name: none"), sentAlert(alert)],
      remedy: "dial a name that the server has, or give the server a certificate for no name",
      nextCheck:
        "probe again with --server-name <a name that the server has>, and read the server's log",
    };
  },
});

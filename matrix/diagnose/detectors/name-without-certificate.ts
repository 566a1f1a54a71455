import { ofEndpoint, seenIn, sentAlert, wire } from "../rule.ts";

/**
 * A server that looks for a certificate by name, and has none for the name that is sent, or for no name, ends with internal_error:
 * so does Go's with a GetCertificate that returns an error (crypto/tls, handshake_server.go). The alert may stand for anything else
 * of its own.
 */
export const nameWithoutCertificate = ofEndpoint({
  code: "authority-rejected",
  clause: "RFC 6066 section 3; RFC 8446 section 6.2",
  diagnose: ({ evidence }) => {
    const tls = seenIn(evidence).tls;
    const alert = tls?.alerts.find(({ fatal }) => fatal);
    if (alert?.from !== "server" || alert.name !== "internal_error") return undefined;
    if (!tls?.clientHello || tls.serverCertificate) return undefined;
    const { serverName } = tls.clientHello;
    const without =
      serverName === null
        ? "where no name is sent, and an address is no name"
        : `for the name that is sent (${serverName}), as servers made with Go do, Caddy and Traefik among them`;
    return {
      side: null,
      decided: false,
      sentence: `The server ends the handshake with an error of its own before it shows a certificate: perhaps it has none ${without}.`,
      matched: [wire(`ClientHello server_name: ${serverName ?? "none"}`), sentAlert(alert)],
      remedy: `dial a name that the server has, or give the server a certificate for ${serverName === null ? "no name" : "this one"}`,
      nextCheck:
        "probe again with --server-name <a name that the server has>, and read the server's log",
    };
  },
});

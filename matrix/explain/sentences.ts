import type { CauseCode } from "../domain/cause.ts";

/** One sentence for people, for a cause that a text names. */
export const sentences: Readonly<Record<CauseCode, string>> = {
  "command-not-runnable":
    "The program cannot be run: it, its interpreter or a library is missing, or it is for another machine.",
  "exited-early": "The plugin ended before it announced an address.",
  "start-timeout": "The plugin announced no address within the host's time limit.",
  "output-flooded": "The process printed without end.",
  "handshake-line-missing": "The plugin printed no handshake line on its standard output.",
  "handshake-line-polluted":
    "Something else stands on the plugin's standard output before its handshake line.",
  "cookie-mismatch": "The plugin was not started with the magic cookie that it wants.",
  "protocol-version-mismatch": "Host and plugin speak different versions of the plugin protocol.",
  "certificate-not-exchanged":
    "The plugin's handshake line carries no certificate that the host can use.",
  "name-not-resolved": "The name of the target does not resolve.",
  "target-unusable": "The target, as the client was given it, cannot be dialled.",
  "connection-refused": "Nobody listens at the address that was dialled.",
  "silent-peer": "The address that was dialled does not answer.",
  "wrong-endpoint": "What was reached is not the server that was meant.",
  "http-proxy-intercept": "The connection goes through an HTTP proxy, and does not get through it.",
  "reset-by-intermediary": "Something between the two ends ended the connection.",
  "plaintext-client-to-tls-port": "A client speaks plaintext to a port that expects TLS.",
  "tls-client-to-plaintext-port": "A client speaks TLS to a port that speaks plaintext.",
  "unknown-ca": "The issuer of the server's certificate is not among those that the client trusts.",
  "incomplete-chain": "The server sends its certificate without the intermediate one.",
  "hostname-mismatch": "The certificate that arrived is not for the name that the client wants.",
  "no-subject-alt-name":
    "The certificate does not carry the name or address as a subject alternative name.",
  "certificate-expired": "A certificate has expired.",
  "certificate-not-yet-valid": "A certificate is not valid yet, or a clock is behind.",
  "wrong-extended-key-usage":
    "A certificate is not for this use: its extended key usage lacks clientAuth or serverAuth.",
  "ca-used-as-end-entity": "A certificate authority's own certificate (CA:TRUE) is used as a leaf.",
  "client-certificate-missing":
    "The server wants a client certificate, and the client has none configured.",
  "client-certificate-withheld":
    "The client has a certificate and keeps it back: its issuer or key type is not one that the server asks for.",
  "client-certificate-untrusted": "The server does not trust the client's certificate.",
  "key-not-loadable": "A key or certificate file cannot be used.",
  "signature-scheme-not-offered":
    "The verifying side does not offer the signature scheme that the certificate's key needs; BoringSSL has none for P-521 and Ed25519.",
  "no-common-group": "The two sides have no key exchange group in common.",
  "no-common-version": "The two sides have no TLS version in common.",
  "no-common-cipher-suite": "The two sides have no cipher suite in common.",
  "key-too-weak": "A key or signature is weaker than the verifier allows.",
  "tls-interception": "Something in between ends TLS with a certificate of its own.",
  "handshake-stalled": "The TLS handshake began and came to no end.",
  "alpn-not-negotiated": "No protocol was chosen by ALPN, and gRPC insists on h2.",
  "alpn-mismatch":
    "The two sides have no ALPN protocol in common: h2 is not offered, or not served.",
  "peer-speaks-http1": "The peer speaks HTTP/1.1 where gRPC needs HTTP/2.",
  "peer-not-http2": "The peer's octets are no HTTP/2.",
  "closed-before-preface": "The peer closed the connection before it spoke HTTP/2.",
  goaway: "The server ended the connection with GOAWAY.",
  "goaway-enhance-your-calm":
    "The server finds that the client pings too often, and sends it away.",
  "idle-drop": "An idle connection was dropped on the way.",
  "http-status-from-intermediary":
    "An HTTP answer that is no gRPC came, from an intermediary or another server.",
  "service-unimplemented": "The server that was reached does not implement the called method.",
  "authority-rejected": "The server name or :authority is not one that the peer serves.",
  "message-too-large": "A message is larger than its receiver allows.",
  "stream-reset": "The call was reset by the peer or by something in between.",
  "exited-mid-call": "The server process ended while it was being used.",
  "deadline-exceeded": "A call was not answered before its deadline.",
  "value-corrupted": "A value came back changed.",
  "missing-key-not-reported": "A missing key was not reported as NOT_FOUND.",
  "step-incomplete": "A step of the proof was not finished.",
  "silently-insecure": "The connection was not encrypted although TLS was asked for.",
  "one-way-not-mutual": "The server asked for no client certificate although it should.",
  "impostor-accepted": "A peer with another authority's certificate was accepted.",
  "label-not-honoured": "A property was not as it was asked for.",
  "control-inconclusive": "A control showed neither refusal nor acceptance.",
  "did-not-stop": "The plugin did not end when it was told to.",
  "left-processes": "Processes were left behind.",
  undiagnosed: "Not determinable from this text.",
};

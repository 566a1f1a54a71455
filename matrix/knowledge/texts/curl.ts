import { numberIn, type Row, rowsFrom, textIn } from "./row.ts";

/** The tools that people put beside their client to compare. */
export const curlRows: readonly Row[] = rowsFrom(
  {
    stack: "curl",
    seen: "curl 7.88.1 libcurl in part; older and newer wordings from reports",
    role: "client",
  },
  [
    [
      /ALPN[:,] server accepted (?:to use )?(\S{1,20}[\w.])/,
      (match) => ({ fact: "alpn-selected", protocol: textIn(match) ?? "" }),
      "* ALPN: server accepted h2",
    ],
    [
      /ALPN[:,] server did not agree (?:on|to) a protocol/,
      { fact: "no-alpn-selected" },
      "* ALPN: server did not agree on a protocol. Uses default.",
    ],
    [
      /no alternative certificate subject name matches target (?:host name|hostname|ipv4 address) '([^'\n]{1,253})'/,
      (match) => ({ fact: "hostname-mismatch", wanted: match[1] ?? null, valid: null }),
      "SSL: no alternative certificate subject name matches target host name 'localhost'",
    ],
    [
      /certificate subject name '([^'\n]{1,253})' does not match target host(?: ?name)? '([^'\n]{1,253})'/,
      (match) => ({ fact: "hostname-mismatch", wanted: match[2] ?? null, valid: match[1] ?? null }),
      "SSL: certificate subject name 'a' does not match target host name 'b'",
    ],
    // Its number 77 alone says less: with Schannel it is that of a root that is not trusted.
    ["error setting certificate verify locations", { fact: "no-trust-store" }],
    [
      /error adding trust anchors from file: \S{1,260}/,
      { fact: "no-trust-store" },
      "error adding trust anchors from file: /ca.pem",
    ],
    ["Problem with the SSL CA cert (path? access rights?)", { fact: "no-trust-store" }],
    [
      "SSL: unable to obtain common name from peer certificate",
      { fact: "hostname-mismatch", wanted: null, valid: null },
    ],
    [
      /SSL:? (?:certificate )?public key does not match pinned public key/,
      { fact: "certificate-rejected" },
      "SSL: public key does not match pinned public key",
    ],
    ["SSL peer certificate or SSH remote key was not OK", { fact: "certificate-rejected" }],
    ["SSL Client Certificate required", { fact: "client-certificate-required" }],
    [
      /could not load (?:PEM|ASN1|PKCS12) client certificate(?: from \S{1,260})?, OpenSSL error|unable to set client certificate\b|Problem with the local SSL certificate/,
      { fact: "key-not-loadable", what: "certificate" },
      "could not load PEM client certificate from /x.pem, OpenSSL error error:80000002:x",
    ],
    [
      /unable to set private key file: '[^'\n]{1,260}'|unable to use private key from PKCS12 file '[^'\n]{1,260}'/,
      { fact: "key-not-loadable", what: "key" },
      "unable to set private key file: '/x.key' type PEM",
    ],
    [
      "Private key does not match the certificate public key",
      { fact: "key-not-loadable", what: "pair" },
    ],
    ["SSL connection timeout", { fact: "timeout", of: "handshake" }],
    // With no error of the system's, the other side has closed.
    [
      /SSL_connect: SSL_ERROR_SYSCALL in connection to \S{1,253}/,
      { fact: "closed-in-handshake" },
      "OpenSSL SSL_connect: SSL_ERROR_SYSCALL in connection to localhost:8443",
    ],
    [
      /SSL certificate problem:/,
      { fact: "wrapper", of: "handshake", status: null },
      "SSL certificate problem: unable to get local issuer certificate",
    ],
    [
      /Received HTTP\/0\.9 when not allowed/,
      { fact: "not-http2" },
      "Received HTTP/0.9 when not allowed",
    ],
    [
      /Could not resolve host: (\S{1,253})/,
      (match) => ({ fact: "name-not-resolved", name: textIn(match) }),
      "curl: (6) Could not resolve host: db.internal",
    ],
    [
      /CONNECT tunnel failed, response (\d{3})|Received HTTP code (\d{3}) from proxy after CONNECT/,
      (match) => ({
        fact: "proxy-connect",
        status: numberIn(match, match[1] === undefined ? 2 : 1),
      }),
      "CONNECT tunnel failed, response 403",
    ],
    [
      /Failed to connect to \S{1,253} port \d{1,5}/,
      { fact: "wrapper", of: "attempt", status: null },
      "Failed to connect to localhost port 1 after 0 ms: x",
    ],
    [/Empty reply from server/, { fact: "closed" }, "curl: (52) Empty reply from server"],
    [
      /HTTP\/2 stream \d{1,9} was not closed cleanly: ([A-Z_]{4,30})/,
      (match) => ({ fact: "stream-reset", code: textIn(match) }),
      "HTTP/2 stream 1 was not closed cleanly: INTERNAL_ERROR (err 2)",
    ],
  ],
);

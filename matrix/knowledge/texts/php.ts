import type { Fact } from "../../domain/fact.ts";
import { type Row, rowsFrom, textIn } from "./row.ts";

const handshake: Fact = { fact: "wrapper", of: "handshake", status: null };
const attempt: Fact = { fact: "wrapper", of: "attempt", status: null };
const noRoots: Fact = { fact: "no-trust-store" };
const ofCertificate: Fact = { fact: "key-not-loadable", what: "certificate" };
const ofKey: Fact = { fact: "key-not-loadable", what: "key" };

/** PHP's own streams over TLS. */
export const phpRows: readonly Row[] = rowsFrom(
  { stack: "openssl", seen: "PHP 8.2.36 run; PHP 8 ext/openssl/xp_ssl.c and its tests" },
  [
    [
      /SSL operation failed with code \d/,
      handshake,
      "stream_socket_client(): SSL operation failed with code 1. OpenSSL Error messages:",
    ],
    [
      /Peer certificate CN=`([^'\\\n]{1,253})\\{0,2}' did not match expected CN=`([^'\\\n]{1,253})\\{0,2}'/,
      (match) => ({ fact: "hostname-mismatch", wanted: textIn(match, 2), valid: textIn(match) }),
      "Peer certificate CN=`a.example.net' did not match expected CN=`b.example.net'",
      "client",
    ],
    [
      /Peer certificate subjectAltName did not match expected name `([^'\\\n]{1,253})\\{0,2}'/,
      (match) => ({ fact: "hostname-mismatch", wanted: textIn(match), valid: null }),
      "Peer certificate subjectAltName did not match expected name `b.example.net'",
      "client",
    ],
    [
      "Unable to locate peer certificate CN",
      { fact: "hostname-mismatch", wanted: null, valid: null },
      "client",
    ],
    [
      /Peer certificate CN=`[^'\n]{1,253}' is malformed/,
      { fact: "certificate-malformed" },
      "Peer certificate CN=`a.example.net' is malformed",
      "client",
    ],
    ["peer_fingerprint match failure", { fact: "certificate-rejected" }, "client"],
    [
      /SSL_R_NO_SHARED_CIPHER: no suitable shared cipher could be used(?:\. {1,2}This could be because the server is missing an SSL certificate \(local_cert context option\))?/,
      { fact: "no-common-suite" },
      "SSL_R_NO_SHARED_CIPHER: no suitable shared cipher could be used",
      "server",
    ],
    [
      /\b(?:stream_socket_\w{5,20}|fsockopen|file_get_contents|fopen)\([^)\n]{0,120}\): (?:SSL: Handshake timed out|SSL: The operation timed out|SSL: connection timeout)/,
      { fact: "timeout", of: "handshake" },
      "stream_socket_client(): SSL: Handshake timed out",
    ],
    ["Could not get peer certificate", { fact: "no-peer-certificate" }],
    [/\): Failed to enable crypto/, handshake, "stream_socket_client(): Failed to enable crypto"],
    // OpenSSL's SSL_ERROR_SYSCALL with nothing read.
    ["SSL: fatal protocol error", { fact: "closed" }],
    [
      /[Uu]nable to connect to (?:ssl|tls|tcp|tlsv1\.\d):\/\/\S{1,253} \(Unknown error\)/,
      attempt,
      "unable to connect to ssl://10.0.0.7:443 (Unknown error)",
      "client",
    ],
    [
      /[Ff]ailed to open stream: operation failed/,
      attempt,
      "file_get_contents(https://kv/): Failed to open stream: operation failed",
      "client",
    ],
    [
      /Unable to set local cert chain file `[^'\n]{1,260}'(?:; Check that your cafile\/capath settings include details of your certificate and its issuer)?/,
      ofCertificate,
      "Unable to set local cert chain file `/x.pem'",
    ],
    [
      /Failed setting local cert chain file `[^'\n]{1,260}'; (?:could not open file|file not found)/,
      ofCertificate,
      "Failed setting local cert chain file `/x.pem'; file not found",
    ],
    [
      /Unable to get real path of certificate file `[^'\n]{1,260}'/,
      ofCertificate,
      "Unable to get real path of certificate file `/x.pem'",
    ],
    [
      /Unable to get real path of private key file `[^'\n]{1,260}'|Unable to set private key file `[^'\n]{1,260}'|Failed setting (?:local )?private key (?:from )?file `[^'\n]{1,260}'/,
      ofKey,
      "Unable to set private key file `/x.key'",
    ],
    ["Private key does not match certificate!", { fact: "key-not-loadable", what: "pair" }],
    [
      /failed loading cafile stream: `[^'\n]{1,260}'/,
      noRoots,
      "failed loading cafile stream: `/ca.pem'",
    ],
    [
      /no valid certs found cafile stream: `[^'\n]{1,260}'/,
      { fact: "key-not-loadable", what: "roots" },
      "no valid certs found cafile stream: `/ca.pem'",
    ],
    [
      "SSL: failed loading CA names from cafile",
      { fact: "key-not-loadable", what: "roots" },
      "server",
    ],
    ["Unable to set default verify locations and no CA settings specified", noRoots],
  ],
);

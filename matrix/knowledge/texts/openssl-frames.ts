import { type Row, rowsFrom, textIn } from "./row.ts";
import { saidReason } from "./ssl-reason-sentences.ts";

/** OpenSSL's reasons in the frames that other languages put around them. */
export const opensslFrameRows: readonly Row[] = [
  ...rowsFrom(
    {
      stack: "openssl",
      seen: "ruby/openssl 022b7cea ext/openssl/ossl_ssl.c; reports of Ruby users",
    },
    [
      [
        /\breturned=\d errno=\d{1,3}(?: peeraddr=\S{1,60})? state=[^\n:]{1,60}: ([a-z\d][a-z\d /]{3,50}?)(?= \(|[:.,;)\n"']|$)/,
        (match) => saidReason(match[1] ?? ""),
        "SSL_connect returned=1 errno=0 peeraddr=10.0.0.7:443 state=error: wrong version number",
      ],
      [
        /\bSSL_(?:connect|accept) SYSCALL returned=5 errno=0\b/,
        { fact: "closed-in-handshake" },
        "SSL_connect SYSCALL returned=5 errno=0 peeraddr=10.0.0.7:443 state=SSLv3/TLS write client hello",
      ],
      [
        /\bhostname "([^"\n]{1,253})" does not match the server certificate/,
        (match) => ({ fact: "hostname-mismatch", wanted: textIn(match), valid: null }),
        'hostname "kv.example.net" does not match the server certificate',
        "client",
      ],
    ],
  ),
  ...rowsFrom({ stack: "openssl", seen: "Boost.Asio 1.78 to 1.86 ssl/impl/error.ipp; reports" }, [
    [
      /: {1,2}([a-z\d][a-z\d /]{3,50}) \(SSL routines(?:, \w{1,60})?\)/,
      (match) => saidReason(match[1] ?? ""),
      "handshake: certificate verify failed (SSL routines, tls_process_server_certificate)",
    ],
  ]),
  ...rowsFrom(
    { stack: "openssl", seen: "PostgreSQL 17 be-secure-openssl.c, by reports", role: "server" },
    [
      [
        /could not accept SSL connection: ([a-z\d][a-z\d /]{3,50})/,
        (match) => saidReason(match[1] ?? ""),
        "LOG:  could not accept SSL connection: wrong version number",
      ],
    ],
  ),
  ...rowsFrom(
    { stack: "openssl", seen: "reports of Perl users: IO::Socket::SSL, LWP", role: "client" },
    [["hostname verification failed", { fact: "hostname-mismatch", wanted: null, valid: null }]],
  ),
  ...rowsFrom(
    {
      stack: "openssl",
      seen: "reports of native-tls, hyper and reqwest users; not read in a source",
    },
    [
      [
        /library: "SSL routines", (?:function: "\w{1,60}", )?reason: "([a-z\d][a-z\d /]{3,50})"/,
        (match) => saidReason(match[1] ?? ""),
        'ErrorStack([Error { code: 167772294, library: "SSL routines", function: "tls_post_process_server_certificate", reason: "certificate verify failed" }])',
      ],
      [
        /(?:^|: )expected PKCS#8 PEM\b|\bat least one certificate must be provided to create an identity\b|\bMAC verification failed during PKCS12 import\b/,
        { fact: "key-not-loadable", what: "unsaid" },
        "at least one certificate must be provided to create an identity",
      ],
      [
        /\bthe handshake failed: (?=error:)/,
        { fact: "wrapper", of: "handshake", status: null },
        "the handshake failed: error:0A000086:SSL routines::x",
      ],
      [
        /\berror sending request for url \([^)\s]{1,300}\)/,
        { fact: "wrapper", of: "attempt", status: null },
        "error sending request for url (https://kv.example.net/)",
        "client",
      ],
    ],
  ),
];

import { describe, expect, test } from "vitest";
import { explain } from "./explain.ts";

/** The first cause, with "!" where it is decided, and whose side it is. */
const first = (text: string): readonly [string, string | null] => {
  const { causes, determinable } = explain([{ name: "-", text }]).diagnosis;
  return [`${causes[0]?.code}${determinable ? "!" : ""}`, causes[0]?.side ?? null];
};

type Log = readonly [cause: string, side: string | null, text: string];

const logs: Readonly<Record<string, readonly Log[]>> = {
  "mbedTLS and esp-tls": [
    [
      "hostname-mismatch!",
      null,
      "PHP Warning:  file_get_contents(): Peer certificate subjectAltName did not match expected name `kv' in /srv/kv.php on line 4\nPHP Warning:  file_get_contents(): Failed to enable crypto in /srv/kv.php on line 4",
    ],
    [
      "hostname-mismatch",
      null,
      "PHP Warning:  fopen(): Unable to locate peer certificate CN in /srv/kv.php on line 4",
    ],
    [
      "tls-interception",
      "between",
      "PHP Warning:  stream_socket_client(): peer_fingerprint match failure in /srv/kv.php on line 4",
    ],
    [
      "key-not-loadable!",
      "server",
      "PHP Warning:  stream_socket_accept(): Unable to set private key file `/etc/kv/key.pem' in /srv/kv.php on line 4",
    ],
    [
      "no-common-cipher-suite",
      null,
      "PHP Warning:  stream_socket_accept(): SSL_R_NO_SHARED_CIPHER: no suitable shared cipher could be used.  This could be because the server is missing an SSL certificate (local_cert context option) in /srv/kv.php on line 4",
    ],
    [
      "unknown-ca",
      "client",
      "PHP Fatal error:  Uncaught RequestException: cURL error 60: SSL certificate problem: unable to get local issuer certificate for https://kv/",
    ],
    [
      "tls-interception",
      "between",
      "cURL error 90: SSL: public key does not match pinned public key",
    ],
    [
      "hostname-mismatch!",
      null,
      `I (8123) esp-tls: [sock=54] Connecting to server. HOST: kv.example.net, Port: 8443
E (9001) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x2700
I (9003) esp-tls-mbedtls: Failed to verify peer certificate!
I (9008) esp-tls-mbedtls: verification info:   ! The certificate Common Name (CN) does not match with the expected CN

E (9014) esp-tls: Failed to open new connection`,
    ],
    [
      "unknown-ca",
      "client",
      `E (9001) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x2700
E (9014) esp-tls: Failed to open new connection`,
    ],
    [
      "unknown-ca",
      null,
      `E (700) esp-x509-crt-bundle: No matching trusted root certificate found
E (701) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x3000`,
    ],
    [
      "certificate-expired!",
      null,
      "[E][ssl_client.cpp:304] start_ssl_client(): Failed to verify peer certificate! verification info:   ! The certificate validity has expired",
    ],
    [
      "unknown-ca",
      null,
      "[E][ssl_client.cpp:37] _handle_error(): [start_ssl_client():273]: (-9984) X509 - Certificate verification failed, e.g. CRL, CA or signature check failed",
    ],
    ["unknown-ca", null, "OSError: (-9984, 'MBEDTLS_ERR_X509_CERT_VERIFY_FAILED')"],
    [
      "client-certificate-missing",
      "client",
      `ssl_msg.c:4980: got an alert message, type: [2:116]
ssl_msg.c:4987: is a fatal alert message (msg 116)
E (312) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x7780`,
    ],
    [
      "client-certificate-missing",
      "client",
      "E (5020) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x7480",
    ],
    ["tls-client-to-plaintext-port", null, "  ! mbedtls_ssl_handshake returned -0x7200"],
    [
      "no-common-cipher-suite",
      null,
      "SSL - The server has no ciphersuites in common with the client",
    ],
    [
      "name-not-resolved!",
      null,
      "E (410) esp-tls: couldn't get hostname for :kv.example.net: getaddrinfo() returns 202, addrinfo=0x0",
    ],
    [
      "reset-by-intermediary",
      "between",
      "E (5120) esp-tls-mbedtls: mbedtls_ssl_handshake returned -0x7280",
    ],
  ],
  wolfSSL: [
    [
      "certificate-expired!",
      "server",
      `wolfSSL Entering wolfSSL_connect
Date AFTER check failed
wolfSSL error occurred, error = -151
wolfSSL Leaving wolfSSL_connect, return -1
err = -151, ASN date error, current date after`,
    ],
    [
      "unknown-ca",
      "client",
      `wolfSSL_connect error -188, ASN no signer error to confirm failure
wolfSSL error: wolfSSL_connect failed`,
    ],
    [
      "hostname-mismatch!",
      null,
      "ERROR: failed SSL connect (err -322, peer subject name mismatch)",
    ],
    [
      "client-certificate-missing",
      "client",
      `Got alert msg
Alert type: certificate_required
wolfSSL error occurred, error = -313 line:21000 file:src/internal.c
err = -313, received alert fatal error`,
    ],
    ["no-common-cipher-suite", null, "SSL_accept error -501, can't match cipher suite"],
    [
      "tls-client-to-plaintext-port",
      null,
      "ERROR: failed SSL connect (err -326, record layer version error)",
    ],
  ],
  GnuTLS: [
    [
      "client-certificate-missing",
      "client",
      `$ gnutls-cli --alpn h2 --x509cafile ca.pem -p 8443 kv.example.net
- Status: The certificate is trusted. 
- Successfully sent 0 certificate(s) to server.
- Application protocol: h2
- Handshake was completed

*** Fatal error: A TLS fatal alert has been received.
*** Received alert [116]: Certificate is required`,
    ],
    [
      "client-certificate-missing",
      "client",
      `- Successfully sent 0 certificate(s) to server.
*** Fatal error: A TLS fatal alert has been received.
*** Received alert [40]: Handshake failed`,
    ],
    [
      "unknown-ca",
      "client",
      `- Status: The certificate is NOT trusted. The certificate issuer is unknown. 
*** PKI verification of server certificate failed...
*** Fatal error: Error in the certificate.`,
    ],
    [
      "hostname-mismatch!",
      null,
      `- Status: The certificate is NOT trusted. The name in the certificate does not match the expected. 
*** PKI verification of server certificate failed...
*** Fatal error: Error in the certificate.`,
    ],
    [
      "certificate-expired!",
      "server",
      `- Status: The certificate is NOT trusted. The certificate chain uses expired certificate. 
*** PKI verification of server certificate failed...`,
    ],
    [
      "unknown-ca",
      "client",
      "fatal: unable to access 'https://kv.example.net/': server certificate verification failed. CAfile: none CRLfile: none",
    ],
    [
      "reset-by-intermediary",
      "between",
      "fatal: unable to access 'https://kv.example.net/': gnutls_handshake() failed: The TLS connection was non-properly terminated.",
    ],
    [
      "client-certificate-untrusted",
      "client",
      "fatal: unable to access 'https://kv.example.net/': gnutls_handshake() failed: Certificate is bad",
    ],
    [
      "no-common-version!",
      null,
      "2026-11-02 10:00:00 TLS error on connection to mail.example.net [198.51.100.4] (gnutls_handshake): A TLS fatal alert has been received: Error in protocol version",
    ],
    [
      "unknown-ca",
      "client",
      "2026-11-02 10:00:00 TLS error on connection from mail.example.net [198.51.100.4] (gnutls_handshake): A TLS fatal alert has been received: CA is unknown",
    ],
    ["client-certificate-missing", "client", "unexpected GnuTLS error -112 in nsd_gtls.c:1979"],
    [
      "tls-client-to-plaintext-port",
      null,
      "|<1>| Received record packet of unknown type 72\n*** Fatal error: An unexpected TLS packet was received.",
    ],
    [
      "unknown-ca",
      "client",
      `ERROR: The certificate of 'kv.example.net' is not trusted.
ERROR: The certificate of 'kv.example.net' hasn't got a known issuer.`,
    ],
    [
      "unknown-ca",
      "client",
      `ERROR: cannot verify kv.example.net's certificate, issued by 'CN=kv-ca':
  Unable to locally verify the issuer's authority.`,
    ],
    ["unknown-ca", null, "Error: Unacceptable TLS certificate authority"],
  ],
  NSS: [
    [
      "client-certificate-missing",
      "client",
      `* Initializing NSS with certpath: sql:/etc/pki/nssdb
* NSS: client certificate not found (nickname not specified)
* NSS error -12271 (SSL_ERROR_BAD_CERT_ALERT)
* SSL peer cannot verify your certificate.
* Closing connection 0
curl: (58) NSS: client certificate not found (nickname not specified)`,
    ],
    [
      "unknown-ca",
      "client",
      `* NSS error -8179 (SEC_ERROR_UNKNOWN_ISSUER)
* Peer's Certificate issuer is not recognized.
curl: (60) Peer's Certificate issuer is not recognized.`,
    ],
    [
      "tls-client-to-plaintext-port!",
      null,
      `* NSS error -12263 (SSL_ERROR_RX_RECORD_TOO_LONG)
curl: (35) SSL received a record that exceeded the maximum permissible length.`,
    ],
    [
      "unknown-ca",
      null,
      "Replication bind failed: LDAP error: Connect error (TLS error -8172:Peer's certificate issuer has been marked as not trusted by the user.)",
    ],
    [
      "unknown-ca",
      null,
      "[error] SSL Library Error: -12195 Peer does not recognize and trust the CA that issued your certificate",
    ],
    ["certificate-expired", null, "Error code: SEC_ERROR_EXPIRED_CERTIFICATE"],
    [
      "certificate-not-yet-valid!",
      null,
      "Error code: MOZILLA_PKIX_ERROR_NOT_YET_VALID_CERTIFICATE",
    ],
    ["unknown-ca", null, "(Error code: sec_error_unknown_issuer)"],
    ["hostname-mismatch!", null, "Error code: SSL_ERROR_BAD_CERT_DOMAIN"],
    ["no-common-cipher-suite", null, "Error code: SSL_ERROR_NO_CYPHER_OVERLAP"],
    ["no-common-version!", null, "SSLException: SSL_ForceHandshake failed: (-12190)"],
  ],
  "SwiftNIO SSL": [
    [
      "hostname-mismatch!",
      null,
      "2023-07-04T10:44:02+0200 error io.grpc : error=NIOSSLExtraError.failedToValidateHostname: Couldn't find <none> in certificate from peer grpc client error",
    ],
    [
      "unknown-ca",
      null,
      "[error] handshakeFailed(NIOSSL.BoringSSLError.sslError([Error: 268435581 error:1000007d:SSL routines:OPENSSL_internal:CERTIFICATE_VERIFY_FAILED at /src/ssl/handshake.cc:390]))",
    ],
    [
      "reset-by-intermediary",
      "between",
      "handshakeFailed(NIOSSL.BoringSSLError.sslError([Error:  EOF during handshake]))",
    ],
    ["key-not-loadable!", null, "Fatal error: NIOSSL.NIOSSLError.failedToLoadPrivateKey"],
  ],
  LibreSSL: [
    [
      "hostname-mismatch!",
      null,
      "nc: tls handshake failed (name `kv.example.net' not present in server certificate)",
    ],
    [
      "unknown-ca",
      null,
      "nc: tls handshake failed (certificate verification failed: unable to get local issuer certificate)",
    ],
    [
      "no-common-version!",
      null,
      "ftp: SSL failure: handshake failed: error:1400442E:SSL routines:(UNKNOWN)SSL_internal:tlsv1 alert protocol version",
    ],
    [
      "tls-client-to-plaintext-port",
      null,
      "error:1400410B:SSL routines:(UNKNOWN)SSL_internal:wrong version number",
    ],
  ],
  BearSSL: [
    [
      "unknown-ca",
      "client",
      "curl: (60) SSL: X.509 verification: chain could not be linked to a trust anchor",
    ],
    [
      "certificate-expired",
      null,
      "BSSL:_connectSSL: Couldn't connect. Error = 'Certificate is expired or not yet valid.'",
    ],
    [
      "hostname-mismatch!",
      null,
      "BSSL:_connectSSL: Couldn't connect. Error = 'Expected server name was not found in the chain.'",
    ],
  ],
  "s2n-tls": [
    [
      "hostname-mismatch!",
      null,
      "Failed to negotiate: 'Certificate is not valid for the supplied hostname'. Error encountered in s2n_x509_validator.c:512",
    ],
    [
      "unknown-ca",
      null,
      'Error { code: 335544366, name: "S2N_ERR_CERT_UNTRUSTED", message: "Certificate is untrusted", kind: ProtocolError, source: Library }',
    ],
    [
      "client-certificate-missing",
      "client",
      `Failed to negotiate: 'TLS alert received'. Error encountered in s2n_alerts.c:226
Alert: 116`,
    ],
    [
      "alpn-mismatch!",
      null,
      "id=0x1: negotiation failed with error No supported application protocol to negotiate (Error encountered in s2n_server_extensions.c:1)",
    ],
  ],
  "Ruby, PHP and Rust over OpenSSL": [
    [
      "unknown-ca",
      "client",
      "OpenSSL::SSL::SSLError: SSL_connect returned=1 errno=0 state=error: certificate verify failed (self signed certificate)",
    ],
    [
      "certificate-expired!",
      "server",
      "SSL_connect returned=1 errno=0 peeraddr=198.51.100.4:443 state=error: certificate verify failed (certificate has expired)",
    ],
    [
      "tls-client-to-plaintext-port!",
      null,
      "OpenSSL::SSL::SSLError (SSL_connect returned=1 errno=0 peeraddr=198.51.100.4:443 state=error: wrong version number)",
    ],
    [
      "plaintext-client-to-tls-port!",
      "client",
      "SSL_accept returned=1 errno=0 peeraddr=198.51.100.4:40000 state=error: http request",
    ],
    [
      "unknown-ca",
      "client",
      `PHP Warning:  stream_socket_client(): SSL operation failed with code 1. OpenSSL Error messages:
error:0A000086:SSL routines::certificate verify failed in /srv/kv.php on line 4
PHP Warning:  stream_socket_client(): Failed to enable crypto in /srv/kv.php on line 4`,
    ],
    [
      "hostname-mismatch!",
      null,
      "PHP Warning:  stream_socket_client(): Peer certificate CN=`other.example.net' did not match expected CN=`kv.example.net' in /srv/kv.php on line 4",
    ],
    [
      "unknown-ca",
      "client",
      'hyper::Error(Connect, Ssl(Error { code: ErrorCode(1), cause: Some(Ssl(ErrorStack([Error { code: 337047686, library: "SSL routines", function: "tls_process_server_certificate", reason: "certificate verify failed", file: "../ssl/statem/statem_clnt.c", line: 1915 }]))) }, X509VerifyResult { code: 20, error: "unable to get local issuer certificate" }))',
    ],
    [
      "no-common-version!",
      null,
      'ErrorStack([Error { code: 167773200, library: "SSL routines", function: "ssl3_read_bytes", reason: "tlsv1 alert protocol version" }])',
    ],
  ],
  "Traefik and containerd over Go": [
    [
      "upstream-certificate-rejected!",
      "between",
      `time="2026-11-02T10:00:00Z" level=debug msg="'500 Internal Server Error' caused by: tls: failed to verify certificate: x509: cannot validate certificate for 10.0.0.7 because it doesn't contain any IP SANs"`,
    ],
    [
      "upstream-unreachable!",
      "server",
      '2026-11-02T10:00:00Z DBG pkg/proxy/httputil/proxy.go:117 > 502 Bad Gateway error="dial tcp 10.0.0.7:50051: connect: connection refused"',
    ],
    [
      "unknown-ca",
      null,
      'failed to resolve reference "registry.example.net/kv:1": failed to do request: Head "https://registry.example.net/v2/kv/manifests/1": tls: failed to verify certificate: x509: certificate signed by unknown authority',
    ],
    [
      "tls-client-to-plaintext-port!",
      null,
      'failed to do request: Head "https://registry.example.net/v2/": http: server gave HTTP response to HTTPS client',
    ],
  ],
  "Deno and Bun": [
    [
      "unknown-ca",
      "client",
      "error: Uncaught (in promise) TypeError: error sending request for url (https://kv.example.net/): client error (Connect): invalid peer certificate: UnknownIssuer",
    ],
    [
      "unknown-ca",
      null,
      `error: unable to verify the first certificate
  path: "https://kv.example.net/",
  code: "UNABLE_TO_VERIFY_LEAF_SIGNATURE"`,
    ],
    [
      "connection-refused!",
      null,
      `ConnectionRefused: Unable to connect. Is the computer able to access the url?
  path: "http://127.0.0.1:50051/",
  code: "ConnectionRefused"`,
    ],
  ],
};

for (const [library, rows] of Object.entries(logs)) {
  describe(library, () => {
    test.for(rows)("%s %s: %s", ([cause, side, text]) => {
      expect(first(text)).toEqual([cause, side]);
    });
  });
}

/** What the libraries and their tools print where all is well, or where they go on. */
test.for([
  `I (8123) esp-tls-mbedtls: Performing the SSL/TLS handshake...
I (8500) app: Verifying peer X.509 certificate...
I (8501) app: Certificate verified.`,
  "! Certificate verification was skipped",
  "mbedtls_ssl_read returned -0x6900",
  `wolfSSL Entering wolfSSL_connect
wolfSSL Leaving wolfSSL_connect, return 1`,
  "wolfSSL error occurred, error = -323",
  `Processed 140 CA certificate(s).
- Status: The certificate is trusted. 
- Successfully sent 0 certificate(s) to server.
- Handshake was completed`,
  "- Successfully sent 1 certificate(s) to server.",
  "* server certificate verification OK\n* server certificate expiration date OK",
  `WARNING: The certificate of 'kv.example.net' is not trusted.
WARNING: The certificate of 'kv.example.net' hasn't got a known issuer.
HTTP request sent, awaiting response... 200 OK`,
  `WARNING: cannot verify kv.example.net's certificate, issued by 'CN=kv-ca':
  Unable to locally verify the issuer's authority.
HTTP request sent, awaiting response... 200 OK`,
  `WARNING: The certificate of 'kv.example.net' is not trusted.
The certificate's owner does not match hostname 'kv.example.net'
HTTP request sent, awaiting response... 200 OK`,
  `* NSS: client certificate not found (nickname not specified)
* SSL connection using TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256
< HTTP/1.1 200 OK`,
  "NSS error -5998 (PR_WOULD_BLOCK_ERROR)",
  "SSL_ERROR_WANT_READ",
  "This certificate is valid.",
  "s2n is ready\nCONNECTED:",
  "S2N_ERR_IO_BLOCKED",
  "BR_ERR_OK",
])("nothing is read in %s", (text) => {
  expect(first(text)).toEqual(["undiagnosed", null]);
});

import { expect, test } from "vitest";
import { particulars } from "../knowledge/particulars.ts";
import { explain } from "./explain.ts";

const expired =
  "certificate has expired or is not yet valid: current time 2026-05-20T01:00:03Z is after 2026-05-19T00:00:00Z";

/** What was printed, the cause, and words of what is said of it in the place of its own sentence or fix. */
const cases: readonly (readonly [text: string, code: string, sentence: string, remedy: string])[] =
  [
    [
      "tls: failed to parse certificate from server: x509: negative serial number",
      "certificate-malformed",
      "Go refuses from 1.23 on",
      "GODEBUG=x509negativeserial=1",
    ],
    [
      'level=error msg="No identity issued" method=FetchX509SVID pid=123 registered=false',
      "access-denied",
      "has none for this process",
      "register an entry",
    ],
    ...[
      "could not create X509Source: workloadapi: no SVIDs in response",
      "x509source: missing X509-SVID",
    ].map(
      (text) =>
        [text, "key-not-loadable", "has none for this process", "register an entry"] as const,
    ),
    [
      "[warning] upstream proxy: x, error: tls: first record does not look like a TLS handshake while SSL handshaking to upstream",
      "upstream-protocol-mismatch",
      "begins TLS with a server behind it that speaks plaintext",
      "let the proxy speak plaintext",
    ],
    [
      "Sent message larger than max (5000000 vs. 4194304)",
      "message-too-large",
      "what its sender lets itself send",
      "raise the sender's own limit",
    ],
    ...[
      "SSL_do_handshake() failed (SSL: error:0A0000C6:SSL routines::packet length too long)",
      "SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number)",
    ].map(
      (words) =>
        [
          `2026/01/02 10:00:00 [error] 7#7: *1 ${words} while SSL handshaking to upstream, client: 10.0.0.7, server: kv`,
          "upstream-protocol-mismatch",
          "begins TLS with a server behind it that speaks plaintext",
          "let the proxy speak plaintext",
        ] as const,
    ),
    [
      "AuthenticationException: Authentication failed, see inner exception. Win32Exception: The credentials supplied to the package were not recognized\n   at System.Net.SSPIWrapper.AcquireCredentialsHandle(ISSPIInterface secModule)",
      "key-not-loadable",
      "Windows does not let the process",
      "Manage Private Keys",
    ],
    [
      "System.ComponentModel.Win32Exception (0x8009030D): The credentials supplied to the package were not recognized at System.Net.Security.SslStreamPal.AcquireCredentialsHandle",
      "key-not-loadable",
      "Windows does not let the process",
      "Manage Private Keys",
    ],
    [
      "ctx.add_trusted_certificate: [PEM: NO_START_LINE] no start line",
      "key-not-loadable",
      "file of authorities",
      "openssl x509 -in ca.der",
    ],
    [
      "set_root_ca: [PEM: NO_START_LINE] no start line",
      "key-not-loadable",
      "file of authorities",
      "openssl x509 -in ca.der",
    ],
    [
      "schannel: SEC_E_UNKNOWN_CREDENTIALS",
      "key-not-loadable",
      "Windows does not let the process",
      "Manage Private Keys",
    ],
    [
      "PermissionError: [Errno 13] Permission denied: '/etc/certs/client.key'",
      "key-not-loadable",
      "may not read the file",
      "namei -l",
    ],
    [
      "open /etc/certs/tls.crt: permission denied",
      "key-not-loadable",
      "may not read the file",
      "namei -l",
    ],
    [
      "Error: EACCES: permission denied, open '/etc/certs/client.pem'",
      "key-not-loadable",
      "may not read the file",
      "namei -l",
    ],
    [
      "ssl.SSLError: [X509: KEY_VALUES_MISMATCH] key values mismatch (_ssl.c:3900)",
      "key-not-loadable",
      "does not belong to the certificate",
      "take the key that the certificate was issued for",
    ],
    [
      "tls: private key does not match public key",
      "key-not-loadable",
      "does not belong to the certificate",
      "take the key that the certificate was issued for",
    ],
    [
      "credentials: failed to append certificates",
      "key-not-loadable",
      "file of authorities",
      "openssl x509 -in ca.der",
    ],
    [
      "Error: error:0480006C:PEM routines::no start line\n    at addCACert (node:internal/tls/secure-context:70:11)",
      "key-not-loadable",
      "file of authorities",
      "openssl x509 -in ca.der",
    ],
    [
      "ssl_transport_security.cc:896]  Invalid cert chain file.",
      "key-not-loadable",
      "its file cannot be read, or OpenSSL's security level refuses it",
      "less than 2048 bits",
    ],
    [
      "Failed to parse certificate chain as PEM: x",
      "key-not-loadable",
      "certificate, or of its chain",
      "BEGIN CERTIFICATE",
    ],
    [
      "Error loading shared library libaio.so.1: No such file or directory (needed by /usr/lib/libclntsh.so.19.1)",
      "command-not-runnable",
      "shared library",
      "install the package that has libaio.so.1 (",
    ],
    [
      "dyld[811]: Library not loaded: @rpath/libssl.3.dylib",
      "command-not-runnable",
      "shared library",
      "install the package that has @rpath/libssl.3.dylib (",
    ],
    [
      'gateway: upstream kv.internal:8443: connection error: desc = "transport: authentication handshake failed: tls: failed to verify certificate: x509: certificate signed by unknown authority"',
      "unknown-ca",
      "What stands between does not trust",
      "its own callers need no change",
    ],
    [
      '"- - -" 0 NR filter_chain_not_found - "-" 0 0 0 - "-" "-" "-"',
      "plaintext-client-to-tls-port",
      "STRICT mTLS",
      "sidecar",
    ],
    [
      '"status":503,"jsonPayload":{"statusDetails":"failed_to_pick_backend"}',
      "upstream-unreachable",
      "no backend that passes",
      "get-health",
    ],
    [
      "tls: server sent certificate containing RSA key larger than 8192 bits",
      "chain-unverifiable",
      "longer than 8192 bits",
      "GODEBUG=tlsmaxrsasize=16384",
    ],
    [
      "tls: failed to verify certificate: crypto/rsa: 512-bit keys are insecure (see https://go.dev/pkg/crypto/rsa#hdr-Minimum_key_size)",
      "key-too-weak",
      "shorter than 1024 bits",
      "GODEBUG=rsa1024min=0",
    ],
    [
      "x509: cannot verify signature: insecure algorithm SHA1-RSA",
      "key-too-weak",
      "signed with SHA-1",
      "SHA-256",
    ],
    [
      "httpx.ConnectError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Missing Authority Key Identifier (_ssl.c:1028)",
      "chain-unverifiable",
      "as Python is from 3.13 on",
      "-addext",
    ],
    [
      "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Basic Constraints of CA cert not marked critical (_ssl.c:1032)",
      "chain-unverifiable",
      "as Python is from 3.13 on",
      "-addext",
    ],
    [
      "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: CA cert does not include key usage extension (_ssl.c:1032)",
      "chain-unverifiable",
      "as Python is from 3.13 on",
      "-addext",
    ],
    [
      "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Key usage keyCertSign invalid for non-CA cert (_ssl.c:1032)",
      "chain-unverifiable",
      "as Python is from 3.13 on",
      "-addext",
    ],
    [
      "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Path length invalid for non-CA cert (_ssl.c:1032)",
      "chain-unverifiable",
      "as Python is from 3.13 on",
      "-addext",
    ],
    [
      "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Using cert extension requires at least X509v3 (_ssl.c:1032)",
      "chain-unverifiable",
      "as Python is from 3.13 on",
      "-addext",
    ],
    [
      "ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: Empty Subject Alternative Name extension (_ssl.c:1032)",
      "chain-unverifiable",
      "as Python is from 3.13 on",
      "-addext",
    ],
    [
      "curl: (60) SSL certificate problem: certificate revoked",
      "chain-unverifiable",
      "revoked by its issuer",
      "new key",
    ],
    [
      `http: TLS handshake error from 10.0.0.7:5000: tls: failed to verify client certificate: x509: ${expired}`,
      "certificate-expired",
      "client's own certificate",
      "renew the client's certificate",
    ],
    [
      'Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "crypto/rsa: verification error" while trying to verify candidate authority certificate "kubernetes")',
      "unknown-ca",
      "with another key",
      "certificate-authority-data",
    ],
    [
      "fatal: unable to access 'https://git.example/kv.git/': server certificate verification failed. CAfile: none CRLfile: none",
      "unknown-ca",
      "no authority that the client trusts",
      "http.sslCAInfo",
    ],
    [
      'nginx: [emerg] SSL_CTX_use_certificate("/etc/nginx/kv.crt") failed (SSL: error:0A00018F:SSL routines::ee key too small)',
      "key-too-weak",
      "the server's own certificate",
      "P-256",
    ],
    [
      "javax.net.ssl|DEBUG|41|https-8443-1|2026-02-03 11:11:09.101 CET|ClientHello.java:825|Consuming ClientHello handshake message\njavax.net.ssl|ALL|41|https-8443-1|2026-02-03 11:11:09.110 CET|X509Authentication.java:304|No X.509 cert selected for EC\njavax.net.ssl|ERROR|41|https-8443-1|2026-02-03 11:11:09.112 CET|TransportContext.java:375|Fatal (HANDSHAKE_FAILURE): no cipher suites in common (",
      "key-not-loadable",
      "keystore",
      "PrivateKeyEntry",
    ],
    [
      'psql: error: connection to server at "pg.example" (203.0.113.7), port 5432 failed: root certificate file "/home/kv/.postgresql/root.crt" does not exist',
      "trust-store-missing",
      "libpq",
      "into /home/kv/.postgresql/root.crt",
    ],
    [
      '"error":"tls: \\"10.9.0.13\\" does not match any of DNSNames [\\"etcd-3.lan\\"] (lookup etcd-3.lan on 10.9.0.1:53: no such host)"',
      "hostname-mismatch",
      "the peer that connects",
      "IP SAN",
    ],
    [
      "tls: server selected unsupported protocol version 301",
      "no-common-version",
      "no TLS version from 1.2 on",
      "VersionTLS10",
    ],
    [
      "Error: 14 UNAVAILABLE: No connection established. Last error: Error: connect ENOENT /run/kv/agent.sock. Resolution note:",
      "connection-refused",
      "no socket at that path",
      "start the server",
    ],
    [
      'transport: Error while dialing: dial unix /run/kv.sock: connect: no such file or directory"',
      "connection-refused",
      "no socket at that path",
      "start the server",
    ],
    [
      `plugin listener error: listen unix /private/var/folders/zc/${"a/".repeat(50)}plugin3391882: bind: invalid argument`,
      "cannot-listen",
      "longer than the system takes",
      "TMPDIR",
    ],
    [
      '2026/01/13 08:00:00 [info] 31#31: *7 client sent plain HTTP request to HTTPS port while reading client request headers, client: 10.1.1.77, server: kv.example, request: "POST /kv.KV/Get HTTP/1.1"',
      "plaintext-client-to-tls-port",
      "on which nginx speaks TLS",
      "let the client use TLS",
    ],
    [
      "HttpRequestException: The HTTP/2 server reset the stream. HTTP/2 error code 'HTTP_1_1_REQUIRED' (0xd).",
      "peer-speaks-http1",
      "wants HTTP/1.1 for this request",
      "Windows authentication",
    ],
    [
      "curl: (56) CONNECT tunnel failed, response 407",
      "http-proxy-intercept",
      "credentials of its own",
      "--proxy-user",
    ],
    [
      'Get "https://registry.example/": proxyconnect tcp: tls: first record does not look like a TLS handshake',
      "http-proxy-intercept",
      "begins with https://",
      "HTTPS_PROXY=http://",
    ],
    [
      'status = StatusCode.UNAUTHENTICATED\n\tdetails = "token has expired"',
      "credentials-required",
      "token that the call carries has expired",
      "new token",
    ],
    [
      "Failed to list services: server does not support the reflection API",
      "service-unimplemented",
      "serves no reflection",
      "-proto",
    ],
    [
      "LOG:  received direct SSL connection request without ALPN protocol negotiation extension",
      "wrong-endpoint",
      "its own name in ALPN",
      "libpq 17",
    ],
    ["LOG:  invalid length of startup packet", "wrong-endpoint", "PostgreSQL", "its own port"],
    [
      "Unrecognized remote plugin message: \n\n  ELF architecture: EM_AARCH64 (current architecture: amd64)",
      "command-not-runnable",
      "another processor",
      "GOARCH=amd64",
    ],
    [
      "ImportError: libpq.so.5: cannot open shared object file: No such file or directory",
      "command-not-runnable",
      "shared library",
      "install the package that has libpq.so.5 ",
    ],
    [
      "/opt/kv/plugin: error while loading shared libraries: libssl.so.1.1: cannot open shared object file: No such file or directory",
      "command-not-runnable",
      "shared library",
      "install the package that has libssl.so.1.1",
    ],
    [
      "error creating database object: invalid database version: checksums did not match",
      "command-not-runnable",
      "SHA-256 was registered",
      "vault plugin register",
    ],
    [
      "  - registry.example/kv/kv: the cached package for registry.example/kv/kv 3.7.2 (in .terraform/providers) does not match any of the checksums recorded in the dependency lock file",
      "command-not-runnable",
      "lock file",
      "terraform providers lock",
    ],
    [
      "fork/exec kv.exe: Operation did not complete successfully because the file contains a virus or potentially unwanted software.",
      "command-not-runnable",
      "virus scanner",
      "exclude the folder",
    ],
    [
      "fork/exec kv.exe: This program is blocked by group policy. For more information, contact your system administrator.",
      "command-not-runnable",
      "A policy of this machine",
      "AppLocker",
    ],
    [
      "Exception Type:        EXC_BAD_ACCESS (SIGKILL (Code Signature Invalid))",
      "command-not-runnable",
      "code signature is not valid",
      "codesign --force",
    ],
    [
      "[ERROR] agent.plugin_loader: failed to fingerprint plugin: plugin_dir=/opt/nomad/plugins plugin=cleanup.sh\n  error=\n  | Unrecognized remote plugin message: removed 14 files",
      "handshake-line-polluted",
      "it may be no plugin",
      "move what is no plugin out",
    ],
    [
      'Internal error occurred: failed calling webhook "kv.example": failed to call webhook: Post "https://kv.svc:443/mutate": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      "unknown-ca",
      "certificate of the webhook",
      "caBundle",
    ],
    [
      'Error: Error making request: Put "https://vault.example:8200/v1/auth/approle/login": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      "unknown-ca",
      "Vault client",
      "VAULT_CACERT",
    ],
    [
      "Unable to connect to the server: tls: failed to verify certificate: x509: certificate signed by unknown authority",
      "unknown-ca",
      "kubectl does not trust",
      "kubeconfig",
    ],
    [
      'Failed to pull image "reg.example:5000/kv:2.2": rpc error: code = Unknown desc = failed to do request: Head "https://reg.example:5000/v2/kv/manifests/2.2": http: server gave HTTP response to HTTPS client (failed to resolve reference)',
      "tls-client-to-plaintext-port",
      "The registry speaks plain HTTP",
      "hosts.toml",
    ],
    [
      "org.apache.kafka.common.network.InvalidReceiveException: Invalid receive (size = 369295616 larger than 104857600)",
      "tls-client-to-plaintext-port",
      "Kafka",
      "security.protocol",
    ],
    [
      "# Error accepting a client connection: error:0A00010B:SSL routines::wrong version number (addr=10.2.3.4:51022 laddr=10.2.3.1:6379)",
      "plaintext-client-to-tls-port",
      "Redis",
      "rediss://",
    ],
    [
      "upstream connect error or disconnect/reset before headers. reset reason: remote connection failure, transport failure reason: TLS_error:|268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end",
      "upstream-protocol-mismatch",
      "The proxy begins TLS",
      "transport_socket",
    ],
    [
      '"POST /kv.KV/Get HTTP/2" 503 UF,URX "-" "delayed connect error: 111" 5 0 41 -',
      "upstream-unreachable",
      "behind the proxy",
      "start the server behind the proxy",
    ],
    [
      'level=fatal msg="validate service connection: validate CRI v1 runtime API for endpoint \\"unix:///var/run/containerd/containerd.sock\\": rpc error: code = Unimplemented desc = unknown service runtime.v1.RuntimeService"',
      "service-unimplemented",
      "CRI v1",
      "disabled_plugins",
    ],
    [
      'Get "https://10.0.0.1:6443/api": tls: failed to verify certificate: x509: certificate signed by unknown authority (possibly because of "x509: ECDSA verification failure" while trying to verify candidate authority certificate "kubernetes")',
      "unknown-ca",
      "a CA of the same name",
      "certificate-authority-data",
    ],
    [
      "LOG3[ui]: SSL_CTX_use_certificate_chain_file: ssl/ssl_rsa.c:221: error:0A00018F:SSL routines::ee key too small",
      "key-too-weak",
      "the server's own certificate",
      "P-256",
    ],
    [
      'Get "https://registry.example/": proxyconnect tcp: EOF',
      "http-proxy-intercept",
      "begins with https://",
      "HTTPS_PROXY=http://",
    ],
    [
      "FATAL:  unsupported frontend protocol 65363.19778: server supports 2.0 to 3.0",
      "wrong-endpoint",
      "PostgreSQL",
      "its own port",
    ],
    [
      'Internal error occurred: failed calling webhook "kv.example": Post "https://kv.svc:443/mutate?timeout=10s": x509: certificate signed by unknown authority',
      "unknown-ca",
      "certificate of the webhook",
      "caBundle",
    ],
    [
      'Error checking seal status: Get "https://vault.example/v1/sys/seal-status": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      "unknown-ca",
      "Vault client",
      "VAULT_CACERT",
    ],
    [
      'Error reading kv/app: Get "https://vault.example:8200/v1/kv/app": tls: failed to verify certificate: x509: certificate signed by unknown authority',
      "unknown-ca",
      "Vault client",
      "VAULT_CACERT",
    ],
    [
      '[ERROR] agent.auth.handler: error authenticating: error="Put \\"https://vault.example/v1/auth/kubernetes/login\\": tls: failed to verify certificate: x509: certificate signed by unknown authority" backoff=1s',
      "unknown-ca",
      "Vault client",
      "VAULT_CACERT",
    ],
    [
      '"Error syncing pod, skipping" err="failed to \\"StartContainer\\" for \\"kv\\" with ErrImagePull: \\"rpc error: code = Unknown desc = Error response from daemon: Get \\\\\\"https://reg.example:5000/v2/\\\\\\": http: server gave HTTP response to HTTPS client\\""',
      "tls-client-to-plaintext-port",
      "The registry speaks plain HTTP",
      "insecure-registries",
    ],
    [
      '[error] 31#31: *1 SSL_do_handshake() failed (SSL: error:0A00010B:SSL routines::wrong version number) while SSL handshaking to upstream, client: 10.1.1.77, server: kv.example, upstream: "grpcs://10.1.1.5:50051"',
      "upstream-protocol-mismatch",
      "The proxy begins TLS",
      "grpc_pass grpc://",
    ],
    [
      '"POST /kv.KV/Get HTTP/2" 503 UF,URX upstream_reset_before_response_started{remote_connection_failure,TLS_error:|268435703:SSL_routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end} - "TLS_error:|268435703:SSL routines:OPENSSL_internal:WRONG_VERSION_NUMBER:TLS_error_end" 0 190 41 -',
      "upstream-protocol-mismatch",
      "The proxy begins TLS",
      "transport_socket",
    ],
    [
      '[error] 31#31: *1 connect() failed (111: Connection refused) while connecting to upstream, client: 10.1.1.77, server: kv.example, upstream: "grpc://10.1.1.5:50051"',
      "upstream-unreachable",
      "behind the proxy",
      "start the server behind the proxy",
    ],
    [
      'unexpected HTTP status code received from server: 526 (); transport: received unexpected content-type "text/html"',
      "upstream-certificate-rejected",
      "Cloudflare answered",
      "Origin CA",
    ],
    [
      "Caused by:\n    0: transport error\n    1: Connecting to HTTPS without TLS enabled",
      "target-unusable",
      "given no TLS",
      "tls_config(",
    ],
    [
      "tonic::transport::Error(Transport, ConnectError(HttpsUriWithoutTlsSupport(())))",
      "target-unusable",
      "given no TLS",
      "tls_config(",
    ],
    [
      "grpc: no transport security set (use grpc.WithTransportCredentials(insecure.NewCredentials()) explicitly or set credentials)",
      "target-unusable",
      "neither to use TLS",
      "insecure.NewCredentials()",
    ],
    [
      "panic: grpc: the credentials require transport level security (use grpc.WithTransportCredentials() to set)",
      "target-unusable",
      "over TLS alone",
      "RequireTransportSecurity",
    ],
    [
      "System.InvalidOperationException: Channel is configured with secure channel credentials and can't use a HttpClient with a 'http' scheme.",
      "target-unusable",
      "says otherwise than the credentials",
      "https:// for ChannelCredentials.SecureSsl",
    ],
    [
      "System.InvalidOperationException: Unable to determine the TLS configuration of the channel from address 'dns:///kv:80'. GrpcChannelOptions.Credentials must be specified when the address doesn't have a 'http' or 'https' scheme.",
      "target-unusable",
      "neither http:// nor https://",
      "GrpcChannelOptions.Credentials",
    ],
    [
      "failed to connect: empty address list: ",
      "key-not-loadable",
      "no address to dial",
      "GRPC_VERBOSITY=ERROR",
    ],
    [
      'details = "empty address list: EDS resource kv.ns: contains empty locality"',
      "name-not-resolved",
      "names no endpoint",
      "endpointslices",
    ],
    [
      "curl: (1) Received HTTP/0.9 when not allowed",
      "peer-speaks-http1",
      "the port answers with HTTP/2",
      "--http2-prior-knowledge",
    ],
    [
      "panic: open /etc/tls/tls.key: no such file or directory",
      "key-not-loadable",
      "not at the path",
      "ls -l <file>",
    ],
    [
      "Error: ENOENT: no such file or directory, open '/certs/server.key'",
      "key-not-loadable",
      "not at the path",
      "ls -l <file>",
    ],
    [
      "FileNotFoundError: [Errno 2] No such file or directory: '/certs/ca.pem'",
      "key-not-loadable",
      "not at the path",
      "ls -l <file>",
    ],
    [
      "Caused by: java.io.FileNotFoundException: /certs/server.pem (No such file or directory)",
      "key-not-loadable",
      "not at the path",
      "ls -l <file>",
    ],
    [
      "System.IO.FileNotFoundException: Could not find file '/certs/server.pfx'.",
      "key-not-loadable",
      "not at the path",
      "ls -l <file>",
    ],
    [
      '[emerg] cannot load certificate "/etc/nginx/tls.crt": BIO_new_file() failed (SSL: error:80000002:system library::No such file or directory:calling fopen(/etc/nginx/tls.crt, r) error:10000080:BIO routines::no such file)',
      "key-not-loadable",
      "not at the path",
      "ls -l <file>",
    ],
    [
      "failed to load TLS cert and key: open tls.crt: no such file or directory",
      "key-not-loadable",
      "not at the path",
      "ls -l <file>",
    ],
    [
      "failed to load client CA CertPool: failed to load cert ca.crt: open ca.crt: no such file or directory",
      "key-not-loadable",
      "not at the path",
      "ls -l <file>",
    ],
    [
      "tls: failed to find certificate PEM data in certificate input, but did find a private key; PEM inputs may have been switched",
      "key-not-loadable",
      "each other's place",
      "BEGIN CERTIFICATE",
    ],
    [
      "tls: failed to find any PEM data in certificate input",
      "key-not-loadable",
      "is no PEM",
      "leader_client_cert_file",
    ],
    [
      "exporters::otlp: for auth via TLS, provide both certificate and key, or neither",
      "key-not-loadable",
      "only one is configured",
      "cert_file and key_file",
    ],
    [
      "reset reason: connection failure, transport failure reason: TLS error: Secret is not supplied by SDS",
      "key-not-loadable",
      "has not delivered it",
      "istioctl proxy-config secret",
    ],
    [
      "failed load server cert/key pair from secret kv: server cert or private key is empty",
      "key-not-loadable",
      "no certificate or no key",
      "kubectl create secret tls",
    ],
    [
      "ssl_security_connector.cc:265] Handshaker factory creation failed with TSI_INVALID_ARGUMENT",
      "key-not-loadable",
      "do not belong together",
      "must print the same, and both files be PEM",
    ],
    [
      "listen tcp [::]:50051: socket: address family not supported by protocol",
      "cannot-listen",
      "socket of this family",
      "RestrictAddressFamilies",
    ],
    [
      "listen tcp 10.1.2.3:50051: bind: cannot assign requested address",
      "cannot-listen",
      "none of this machine's",
      "ip address",
    ],
    [
      "Error: listen EACCES: permission denied 0.0.0.0:443",
      "cannot-listen",
      "may not listen",
      "CAP_NET_BIND_SERVICE",
    ],
    [
      "listen unix /run/kv/kv.sock: bind: no such file or directory",
      "cannot-listen",
      "folder of the socket",
      "RuntimeDirectory",
    ],
    [
      "RegisterPlugin error -- failed to get plugin info using RPC GetInfo at socket /var/lib/kubelet/plugins_registry/x/csi.sock, err: rpc error: code = Unimplemented desc = unknown service pluginregistration.Registration",
      "service-unimplemented",
      "own socket",
      "node-driver-registrar",
    ],
    [
      "Error: Incompatible provider version\n\nProvider registry.terraform.io/hashicorp/template v2.2.0 does not have a package\navailable for your current platform, darwin_arm64.",
      "command-not-runnable",
      "No build of the provider",
      "has one for darwin_arm64",
    ],
    [
      'Provider "aws" v3.0.0 is not compatible with Terraform v0.12.0.',
      "protocol-version-mismatch",
      "another major version of Terraform",
      "version constraint",
    ],
    [
      "error initializing builder 'kv': The protocol of this plugin (protocol\nversion 4 and lower) was deprecated, please use a newer version of this\nplugin.",
      "protocol-version-mismatch",
      "before 1.7",
      "packer plugins install",
    ],
    [
      'error="failed to start plugin: Reattachment process not found"',
      "exited-mid-call",
      "is gone",
      "state.db",
    ],
    [
      "ImportError: /lib64/libc.so.6: version `GLIBC_2.28' not found (required by cygrpc.so)",
      "command-not-runnable",
      "newer glibc",
      "glibc 2.28 or newer",
    ],
    [
      "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
      "out-of-memory",
      "heap of the Node process",
      "max-old-space-size",
    ],
    ["fatal error: runtime: out of memory", "out-of-memory", "found no more memory", "more memory"],
    [
      'desc = "transport: authentication handshake failed: remote error: tls: revoked certificate"',
      "client-certificate-untrusted",
      "has been revoked",
      "with a new key, and let it load",
    ],
    [
      "listen tcp :50051: bind: An attempt was made to access a socket in a way forbidden by its access permissions.",
      "cannot-listen",
      "Windows has kept this port",
      "excludedportrange",
    ],
    [
      "Caused by: java.net.UnknownServiceException: CLEARTEXT communication to 10.0.2.2 not permitted by network security policy",
      "target-unusable",
      "forbids plaintext",
      "cleartextTrafficPermitted",
    ],
    [
      "App Transport Security has blocked a cleartext HTTP (http://) resource load since it is insecure.",
      "target-unusable",
      "forbids plaintext",
      "NSExceptionDomains",
    ],
    [
      "Error: error:1C800064:Provider routines::bad decrypt",
      "key-not-loadable",
      "does not open it",
      "give the password",
    ],
    [
      "Error: mac verify failure\n    at configSecureContext (node:internal/tls/secure-context:278:15)",
      "key-not-loadable",
      "does not open it",
      "give the password",
    ],
    [
      "System.Security.Cryptography.CryptographicException: The specified network password is not correct.",
      "key-not-loadable",
      "does not open it",
      "give the password",
    ],
    [
      "java.io.IOException: keystore password was incorrect",
      "key-not-loadable",
      "does not open it",
      "give the password",
    ],
    [
      "ssl.SSLError: [SSL] PEM lib (_ssl.c:3900)",
      "key-not-loadable",
      "does not open it",
      "give the password",
    ],
    [
      "rpc error: code = ResourceExhausted desc = trying to send message larger than max (17301548 vs. 16777216)",
      "message-too-large",
      "lets itself send",
      "the sender's own limit",
    ],
    [
      'upstream sent too large http2 frame: 4740180 while reading response header from upstream, client: 10.240.0.5, server: kv, request: "POST /kv.KV/Get HTTP/2.0", upstream: "grpc://10.240.0.9:8080"',
      "upstream-protocol-mismatch",
      "answers in HTTP/1.1",
      "backend-protocol: GRPC",
    ],
    [
      "W0511 20:18:18.413980   12486 connection.go:172] Still connecting to unix:///csi/csi.sock",
      "connection-refused",
      "as yet",
      "CSI_ENDPOINT",
    ],
    [
      "Error: error:11800074:PKCS12 routines::pkcs12 cipherfinal error",
      "key-not-loadable",
      "does not open it",
      "give the password",
    ],
    [
      "tls: found a certificate rather than a key in the PEM for the private key",
      "key-not-loadable",
      "each other's place",
      "BEGIN CERTIFICATE",
    ],
    [
      'tls: failed to find PEM block with type ending in "PRIVATE KEY" in key input after skipping PEM blocks of the following types: [EC PARAMETERS]',
      "key-not-loadable",
      "none of the blocks",
      "grep BEGIN",
    ],
    [
      'tls: failed to find "CERTIFICATE" PEM block in certificate input after skipping PEM blocks of the following types: [CERTIFICATE REQUEST]',
      "key-not-loadable",
      "none of the blocks",
      "grep BEGIN",
    ],
    [
      "transport error: error trying to connect: invalid URL, scheme is not http",
      "target-unusable",
      "given no TLS",
      "tls_config(",
    ],
    [
      "rpc error: code = Unauthenticated desc = transport: cannot send secure credentials on an insecure connection",
      "target-unusable",
      "over TLS alone",
      "RequireTransportSecurity",
    ],
    [
      "Error: listen EADDRNOTAVAIL: address not available 10.1.2.3:50051",
      "cannot-listen",
      "none of this machine's",
      "ip address",
    ],
    [
      "listen unix /kv/kv.sock: bind: read-only file system",
      "cannot-listen",
      "folder of the socket",
      "RuntimeDirectory",
    ],
    [
      'Get "http://10.244.0.9:50051/healthz": net/http: HTTP/1.x transport connection broken: malformed HTTP response "\\x00\\x00\\x06\\x04\\x00\\x00\\x00\\x00\\x00\\x00\\x05\\x00\\x00@\\x00"',
      "peer-speaks-http1",
      "the port answers with HTTP/2",
      "a grpc probe in the place of httpGet",
    ],
    [
      "requests.exceptions.ConnectionError: ('Connection aborted.', BadStatusLine('\\x00\\x00\\x12\\x04\\x00\\x00\\x00'))",
      "peer-speaks-http1",
      "the port answers with HTTP/2",
      "dial the port for HTTP/1.1",
    ],
    [
      "Error: Parse Error: Expected HTTP/, RTSP/ or ICE/",
      "peer-speaks-http1",
      "the port answers with HTTP/2",
      "dial the port for HTTP/1.1",
    ],
    [
      "failed to get plugin info: plugin is shut down",
      "exited-mid-call",
      "is gone",
      "let the host start it anew",
    ],
    [
      "memory allocation of 8589934592 bytes failed",
      "out-of-memory",
      "found no more memory",
      "more memory",
    ],
  ];

test.for(cases)("%s", ([text, code, sentence, remedy]) => {
  const [first] = explain([{ name: "-", text }]).diagnosis.causes;
  expect(first?.code).toBe(code);
  expect(first?.sentence).toContain(sentence);
  expect(first?.remedy).toContain(remedy);
});

test("every particular is shown by a text", () => {
  const said = cases.map(
    ([text]) => explain([{ name: "-", text }]).diagnosis.causes[0]?.remedy ?? "",
  );
  const missing = particulars.filter(
    ({ remedy }) => !said.some((one) => one.startsWith(remedy.split("$1")[0] ?? "")),
  );
  expect(missing.map(({ code, remedy }) => `${code}: ${remedy}`)).toEqual([]);
});

/** The same causes in other words, or from elsewhere: the cause's own sentence holds. */
test.for<readonly [text: string, code: string]>([
  ["listen unix /run/kv.sock: bind: invalid argument", "cannot-listen"],
  ["dial tcp 10.0.0.7:50051: connect: connection refused", "connection-refused"],
  ["curl: (56) CONNECT tunnel failed, response 403", "http-proxy-intercept"],
  [`x509: ${expired}`, "certificate-expired"],
  ["tls: server selected unsupported protocol version 305", "no-common-version"],
  ["Unrecognized remote plugin message: Starting the server", "handshake-line-polluted"],
  [
    'nginx: [emerg] SSL_CTX_set_tmp_dh("/etc/nginx/dh512.pem") failed (SSL: error:0A00018A:SSL routines::dh key too small)',
    "key-too-weak",
  ],
])("%s is no particular", ([text, code]) => {
  const [first] = explain([{ name: "-", text }]).diagnosis.causes;
  expect(first?.code).toBe(code);
  expect(particulars.map(({ sentence }) => sentence)).not.toContain(first?.sentence);
});

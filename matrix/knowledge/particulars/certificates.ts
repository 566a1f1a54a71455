import type { Particular } from "../particular.ts";

/** A parser of Go's that takes less than those of other stacks, and the setting that lets it take more for a while. */
const goParser = (quote: RegExp, sentence: string, setting: string): Particular => ({
  code: "certificate-malformed",
  quote,
  sentence,
  remedy: `issue the certificate anew; until then GODEBUG=${setting} lets a Go program take it`,
});

/** The file of authorities, whose fault no key mends. */
const unreadableRoots = (where: Pick<Particular, "holds" | "around">): Particular => ({
  code: "key-not-loadable",
  ...where,
  sentence: "The file of authorities holds no certificate that can be read.",
  remedy:
    "give the CA's certificate as PEM (`openssl x509 -in ca.der -inform der -out ca.pem`): what the file contains where the setting takes contents, and its path where it takes a path",
});

const noIdentity = {
  sentence: "The agent that hands out SPIFFE identities has none for this process.",
  remedy:
    "register an entry whose selectors fit the process (`spire-server entry show` lists them), and give the agent a few seconds to fetch it",
} as const;

/** Certificates and their authorities. */
export const certificateParticulars: readonly Particular[] = [
  { code: "access-denied", quote: /[Nn]o identity issued/, ...noIdentity },
  { code: "key-not-loadable", quote: /missing X509-SVID|no SVIDs in/, ...noIdentity },
  goParser(
    /negative serial number/,
    "The certificate's serial number is negative, which Go refuses from 1.23 on.",
    "x509negativeserial=1",
  ),
  {
    code: "chain-unverifiable",
    quote: /RSA key larger than/,
    sentence: "The certificate's RSA key is longer than 8192 bits, which Go refuses.",
    remedy:
      "issue the certificate for a P-256 or RSA 3072 key; until then GODEBUG=tlsmaxrsasize=16384 lets a Go program take it",
  },
  {
    code: "key-too-weak",
    quote: /crypto\/rsa: \d{3,5}-bit keys are insecure/,
    sentence: "The RSA key is shorter than 1024 bits, which Go refuses from 1.24 on.",
    remedy:
      "issue the certificate for a P-256 or RSA 3072 key; until then GODEBUG=rsa1024min=0 lets a Go program take it",
  },
  {
    code: "key-too-weak",
    quote: /insecure algorithm SHA1/,
    sentence: "The certificate is signed with SHA-1, which Go refuses from 1.18 on.",
    remedy: "have the certificate signed anew with SHA-256",
  },
  {
    code: "chain-unverifiable",
    quote:
      /Key Identifier|Basic Constraints of CA|key usage|keyCertSign|requires at least X509v3|Subject Alt|Path length/,
    sentence:
      "A certificate of the chain breaks a rule of RFC 5280 that the client is strict about, as Python is from 3.13 on.",
    remedy:
      "issue the certificate, or the CA's, anew with what the text names (`openssl req -x509 -addext`, or a current tool); if the chain is a proxy's that reads TLS, its maker has to",
  },
  {
    code: "chain-unverifiable",
    quote: /revoked/i,
    sentence: "The certificate has been revoked by its issuer.",
    remedy: "have a new certificate issued, with a new key, and serve it",
  },
  {
    code: "client-certificate-untrusted",
    quote: /revoked/i,
    sentence: "The client's certificate has been revoked by its issuer, says the server.",
    remedy: "have a new certificate issued for the client, with a new key, and let it load that",
  },
  {
    code: "certificate-expired",
    side: "client",
    sentence: "The client's own certificate has expired, or a clock is wrong.",
    remedy:
      "renew the client's certificate and let the client load it again; set both clocks by NTP",
  },
  {
    code: "unknown-ca",
    quote: /verification (?:error|failure)\\{0,8}" while trying to verify candidate authority/,
    sentence:
      "The client trusts a CA of the same name as the issuer's, with another key: one of the two was made anew.",
    remedy:
      "give the client the CA's certificate of today (of a Kubernetes cluster: certificate-authority-data in the kubeconfig)",
  },
  {
    code: "unknown-ca",
    around: /\bCAfile: none\b/,
    sentence: null,
    remedy:
      "name the file of the CA's certificate (git: http.sslCAInfo; curl: --cacert), or add it to the system's with update-ca-certificates",
  },
  {
    code: "key-too-weak",
    around: /SSL_CTX_use_/,
    sentence: "The key of the server's own certificate is too short for its TLS library.",
    remedy:
      "issue the certificate for a P-256 or RSA 3072 key, signed with SHA-256, and load it in the place of this one",
  },
  {
    code: "key-not-loadable",
    quote: /No X\.509 cert selected for/,
    sentence:
      "The server's keystore has no private key with a certificate of a kind that the client can verify.",
    remedy:
      "`keytool -list -keystore <file>` must show a PrivateKeyEntry, not a trustedCertEntry alone: put the key with its chain (PKCS #12) into the file that the server reads, and name its alias and password",
  },
  {
    code: "key-not-loadable",
    quote: /UNKNOWN_CREDENTIALS|8009030D|credentials supplied to the package/i,
    sentence: "Windows does not let the process use the private key of the certificate.",
    remedy:
      "let the account of the process read the key (certlm.msc, All Tasks, Manage Private Keys), or load the PFX with X509KeyStorageFlags.MachineKeySet or PersistKeySet; a certificate made from PEM has to be exported and loaded as a PFX first",
  },
  {
    code: "key-not-loadable",
    quote: /permission denied|EACCES/i,
    sentence: "The process may not read the file of its key or certificate.",
    remedy:
      "let the user of the process read the file and enter its folders (`namei -l <file>` shows which of them stops it; in Kubernetes fsGroup and defaultMode; with SELinux `restorecon`)",
  },
  {
    code: "key-not-loadable",
    around:
      /\.(?:key|pem|crt|cer|p12|pfx|jks)\b[^\n]{0,40}(?:no such file|cannot find the)|no such file or directory[^\n]{0,240}(?:fopen\(|\.(?:key|pem|crt|cer|p12|pfx)\b)|could not find file/i,
    sentence:
      "The file of a key, a certificate or an authority is not at the path that is configured.",
    remedy:
      "`ls -l <file>` where the process runs: in a container mount the folder or the secret that has it; a relative path begins at the folder that the process was started in",
  },
  {
    code: "key-not-loadable",
    around:
      /bad decrypt|mac verify failure|cipherfinal error|network password is not correct|password (?:was )?incorrect|\[SSL\] PEM lib/i,
    sentence: "The file of the key is encrypted, and the password that was given does not open it.",
    remedy:
      "give the password that the file was made with (`openssl pkey -in <key> -noout`, `openssl pkcs12 -in <file> -noout` and `keytool -list -keystore <file>` ask for it), or decrypt the key: `openssl pkey -in <key> -out <new>`",
  },
  {
    code: "key-not-loadable",
    quote: /may have been switched|found a certificate rather than a key/,
    sentence: "Key and certificate stand in each other's place.",
    remedy:
      "give the file that begins with -----BEGIN CERTIFICATE----- as the certificate, and the one with PRIVATE KEY----- as the key",
  },
  {
    code: "key-not-loadable",
    quote: /failed to find any PEM data/,
    sentence:
      "What was given as the certificate or key is no PEM: it may be a path, empty, or DER.",
    remedy:
      "give what the file contains where the setting takes contents, and its path where it takes a path (Vault's retry_join: leader_client_cert_file and not leader_client_cert); `head -n 1 <file>` must show -----BEGIN",
  },
  {
    code: "key-not-loadable",
    quote: /failed to find (?:PEM block|"CERTIFICATE")/,
    sentence: "The file is PEM, and what is wanted is none of the blocks in it.",
    remedy:
      "`grep BEGIN <file>` shows which it has (parameters of a curve, a request and a public key are neither); a certificate begins with -----BEGIN CERTIFICATE-----, a key with a line that ends in PRIVATE KEY-----",
  },
  {
    code: "key-not-loadable",
    quote: /^for (?:client )?auth via TLS/,
    sentence: "Of certificate and key only one is configured.",
    remedy: "configure both (OpenTelemetry collector: cert_file and key_file), or neither",
  },
  {
    code: "key-not-loadable",
    quote: /not[ _]supplied[ _]by[ _]SDS/,
    sentence:
      "The proxy waits for the certificate that it is to use: its secret discovery (SDS) has not delivered it.",
    remedy:
      "let the secret exist under the name and in the namespace that the gateway reads (Istio: credentialName, beside the gateway's pods, for mutual TLS with ca.crt); `istioctl proxy-config secret <pod>` shows what is still WARMING",
  },
  {
    code: "key-not-loadable",
    quote: /from secret \S{1,120}: server cert or private key is empty/,
    sentence: "The secret that the gateway reads has no certificate or no key in it.",
    remedy:
      "`kubectl create secret tls <name> --cert=fullchain.pem --key=key.pem`: the gateway wants tls.crt and tls.key, not empty",
  },
  {
    code: "key-not-loadable",
    holds: "pair",
    sentence: "The private key does not belong to the certificate.",
    remedy:
      "take the key that the certificate was issued for (`openssl x509 -in cert.pem -noout -pubkey` and `openssl pkey -in key.pem -pubout` must print the same), and put the leaf first in the chain's file",
  },
  unreadableRoots({ holds: "roots" }),
  unreadableRoots({
    around: /\baddCACert\b|\badd_trusted_certificate|\bset_root_ca/,
  }),
  {
    code: "key-not-loadable",
    quote: /^Invalid cert chain file/,
    sentence:
      "gRPC's core does not take the certificate, or one of its chain: its file cannot be read, or OpenSSL's security level refuses it.",
    remedy:
      "begin the file with -----BEGIN CERTIFICATE-----, the leaf first and its intermediates behind it; where `openssl x509 -in cert.pem -noout -text` reads it and shows an RSA key of less than 2048 bits or SHA-1, issue it anew",
  },
  {
    code: "key-not-loadable",
    holds: "certificate",
    sentence: "The file of the certificate, or of its chain, cannot be read.",
    remedy:
      "begin the file with -----BEGIN CERTIFICATE-----, the leaf first and its intermediates behind it (`openssl x509 -in cert.der -inform der -out cert.pem` converts DER); give what it contains where the setting takes contents, and its path where it takes a path",
  },
  {
    code: "key-not-loadable",
    quote: /^Handshaker factory creation failed/,
    sentence: null,
    remedy:
      "`openssl x509 -in cert.pem -noout -pubkey` and `openssl pkey -in key.pem -pubout` must print the same, and both files be PEM; in ssl_server_credentials the key stands before the chain: [(key, chain)]",
  },
  {
    code: "key-not-loadable",
    quote: /^empty address list/,
    sentence:
      "gRPC core made no connection: it has no address to dial, mostly because it does not load the key, certificate or CA of its credentials.",
    remedy:
      "read its own lines in the same log, or with GRPC_VERBOSITY=ERROR (`Invalid private key`, `Could not load any root certificate`): they name the file, which has to be PEM",
  },
  {
    code: "trust-store-missing",
    quote: /root certificate file "([^"\n]{1,260})" does not exist/,
    sentence: "The file of authorities that libpq looks for is not there.",
    remedy:
      "put the CA's certificate into $1, or name another file, or the system's, with sslrootcert=<ca.pem> or sslrootcert=system",
  },
  {
    code: "hostname-mismatch",
    quote: /does not match any of DNSNames/,
    sentence:
      "The certificate of the peer that connects has neither the address that it comes from nor a name that leads to it.",
    remedy:
      "issue the connecting peer's certificate with this address as an IP SAN, or let DNS lead one of its names to it; behind a NAT that changes the address use --peer-cert-allowed-cn",
  },
  {
    code: "no-common-version",
    quote: /server selected unsupported protocol version 30[0-2]\b/,
    sentence: "The server knows no TLS version from 1.2 on.",
    remedy:
      "update the server (of a device its firmware), or let this one client go down to it with tls.Config{MinVersion: tls.VersionTLS10}",
  },
];

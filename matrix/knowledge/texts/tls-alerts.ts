/** An alert in the words of each library. */
export type TlsAlert = Readonly<{
  code: number;
  /** RFC 8446 section 6, older RFCs where it lacks the number. JSSE prints it so. */
  name: string;
  /** crypto/tls alert.go, without the "tls: ". */
  go: string;
  /** OpenSSL's reason after "alert "; BoringSSL's in capitals with underscores. */
  openssl: string;
  /** `Debug` of rustls's AlertDescription, printed up to 0.23. */
  rustls: string;
  /** `Display` of it, printed after "the peer " by later versions (error/mod.rs). */
  rustlsSentence: string;
}>;

/** One alert a line, its columns in the order of {@link TlsAlert}. */
const table = `
0 | close_notify | close notify | close notify | CloseNotify | cleanly closed the connection
10 | unexpected_message | unexpected message | unexpected message | UnexpectedMessage | received an unexpected message
20 | bad_record_mac | bad record MAC | bad record mac | BadRecordMac | failed to verify a message
21 | decryption_failed | decryption failed | decryption failed | DecryptionFailed | failed to decrypt a message
22 | record_overflow | record overflow | record overflow | RecordOverflow | rejected an over-length message
30 | decompression_failure | decompression failure | decompression failure | DecompressionFailure | failed to decompress a message
40 | handshake_failure | handshake failure | handshake failure | HandshakeFailure | failed to negotiate an acceptable set of security parameters
41 | no_certificate | alert(41) | no certificate | NoCertificate | found no certificate
42 | bad_certificate | bad certificate | bad certificate | BadCertificate | rejected the certificate as corrupt or incorrectly signed
43 | unsupported_certificate | unsupported certificate | unsupported certificate | UnsupportedCertificate | did not support the certificate
44 | certificate_revoked | revoked certificate | certificate revoked | CertificateRevoked | found the certificate to be revoked
45 | certificate_expired | expired certificate | certificate expired | CertificateExpired | found the certificate to be expired
46 | certificate_unknown | unknown certificate | certificate unknown | CertificateUnknown | rejected the certificate for an unspecified reason
47 | illegal_parameter | illegal parameter | illegal parameter | IllegalParameter | rejected a message because a field was incorrect or inconsistent
48 | unknown_ca | unknown certificate authority | unknown ca | UnknownCA | found the certificate was not issued by a trusted CA
49 | access_denied | access denied | access denied | AccessDenied | denied access
50 | decode_error | error decoding message | decode error | DecodeError | failed to decode a message
51 | decrypt_error | error decrypting message | decrypt error | DecryptError | failed to perform a handshake cryptographic operation
60 | export_restriction | export restriction | export restriction | ExportRestriction | refused due to export restrictions
70 | protocol_version | protocol version not supported | protocol version | ProtocolVersion | did not support a suitable TLS version
71 | insufficient_security | insufficient security level | insufficient security | InsufficientSecurity | required a higher security level than was offered
80 | internal_error | internal error | internal error | InternalError | encountered an internal error
86 | inappropriate_fallback | inappropriate fallback | inappropriate fallback | InappropriateFallback | detected an attempted version downgrade
90 | user_canceled | user canceled | user cancelled | UserCanceled | canceled the handshake
100 | no_renegotiation | no renegotiation | no renegotiation | NoRenegotiation | rejected an attempt at renegotiation
109 | missing_extension | missing extension | missing extension | MissingExtension | required a specific extension that was not provided
110 | unsupported_extension | unsupported extension | unsupported extension | UnsupportedExtension | rejected an unsolicited extension
111 | certificate_unobtainable | certificate unobtainable | certificate unobtainable | CertificateUnobtainable | failed to retrieve its certificate
112 | unrecognized_name | unrecognized name | unrecognized name | UnrecognisedName | did not recognize a name in the \`server_name\` extension
113 | bad_certificate_status_response | bad certificate status response | bad certificate status response | BadCertificateStatusResponse | rejected the certificate status response
114 | bad_certificate_hash_value | bad certificate hash value | bad certificate hash value | BadCertificateHashValue | rejected the \`certificate_hash\` extension
115 | unknown_psk_identity | unknown PSK identity | unknown psk identity | UnknownPSKIdentity | did not recognize any offered PSK identity
116 | certificate_required | certificate required | certificate required | CertificateRequired | required a client certificate
120 | no_application_protocol | no application protocol | no application protocol | NoApplicationProtocol | did not support any of the offered application protocols
121 | ech_required | encrypted client hello required | ech required | EncryptedClientHelloRequired | required use of encrypted client hello
`;

export const tlsAlerts: readonly TlsAlert[] = table
  .trim()
  .split("\n")
  .map((line) => {
    const [code, name = "", go = "", openssl = "", rustls = "", rustlsSentence = ""] =
      line.split(" | ");
    return { code: Number(code), name, go, openssl, rustls, rustlsSentence };
  });

const names: ReadonlyMap<number, string> = new Map(tlsAlerts.map(({ code, name }) => [code, name]));

/** "alert_200" for a number without a name. */
export const alertName = (code: number): string => names.get(code) ?? `alert_${code}`;

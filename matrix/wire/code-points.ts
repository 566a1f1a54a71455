/**
 * Names of the IANA registries "TLS Parameters" and "TLS ExtensionType Values", as far as the stacks
 * under test use them. A code point without a name here is written as "0x0a1b".
 */
export type Names = Readonly<Record<number, string>>;

export const signatureSchemes: Names = {
  513: "rsa_pkcs1_sha1",
  514: "dsa_sha1",
  515: "ecdsa_sha1",
  769: "rsa_pkcs1_sha224",
  770: "dsa_sha224",
  771: "ecdsa_sha224",
  1025: "rsa_pkcs1_sha256",
  1026: "dsa_sha256",
  1027: "ecdsa_secp256r1_sha256",
  1281: "rsa_pkcs1_sha384",
  1283: "ecdsa_secp384r1_sha384",
  1537: "rsa_pkcs1_sha512",
  1539: "ecdsa_secp521r1_sha512",
  2052: "rsa_pss_rsae_sha256",
  2053: "rsa_pss_rsae_sha384",
  2054: "rsa_pss_rsae_sha512",
  2055: "ed25519",
  2056: "ed448",
  2057: "rsa_pss_pss_sha256",
  2058: "rsa_pss_pss_sha384",
  2059: "rsa_pss_pss_sha512",
  2074: "ecdsa_brainpoolP256r1tls13_sha256",
  2075: "ecdsa_brainpoolP384r1tls13_sha384",
  2076: "ecdsa_brainpoolP512r1tls13_sha512",
  2308: "mldsa44",
  2309: "mldsa65",
  2310: "mldsa87",
};

export const namedGroups: Names = {
  23: "secp256r1",
  24: "secp384r1",
  25: "secp521r1",
  29: "x25519",
  30: "x448",
  256: "ffdhe2048",
  257: "ffdhe3072",
  258: "ffdhe4096",
  259: "ffdhe6144",
  260: "ffdhe8192",
  512: "MLKEM512",
  513: "MLKEM768",
  514: "MLKEM1024",
  4587: "SecP256r1MLKEM768",
  4588: "X25519MLKEM768",
  4589: "SecP384r1MLKEM1024",
};

export const cipherSuites: Names = {
  47: "TLS_RSA_WITH_AES_128_CBC_SHA",
  53: "TLS_RSA_WITH_AES_256_CBC_SHA",
  60: "TLS_RSA_WITH_AES_128_CBC_SHA256",
  61: "TLS_RSA_WITH_AES_256_CBC_SHA256",
  156: "TLS_RSA_WITH_AES_128_GCM_SHA256",
  157: "TLS_RSA_WITH_AES_256_GCM_SHA384",
  158: "TLS_DHE_RSA_WITH_AES_128_GCM_SHA256",
  159: "TLS_DHE_RSA_WITH_AES_256_GCM_SHA384",
  255: "TLS_EMPTY_RENEGOTIATION_INFO_SCSV",
  4865: "TLS_AES_128_GCM_SHA256",
  4866: "TLS_AES_256_GCM_SHA384",
  4867: "TLS_CHACHA20_POLY1305_SHA256",
  49161: "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA",
  49162: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA",
  49171: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA",
  49172: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA",
  49187: "TLS_ECDHE_ECDSA_WITH_AES_128_CBC_SHA256",
  49188: "TLS_ECDHE_ECDSA_WITH_AES_256_CBC_SHA384",
  49191: "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
  49192: "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384",
  49195: "TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256",
  49196: "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
  49199: "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
  49200: "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384",
  52392: "TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
  52393: "TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256",
  52394: "TLS_DHE_RSA_WITH_CHACHA20_POLY1305_SHA256",
};

export const versions: Names = { 768: "SSL 3.0", 769: "1.0", 770: "1.1", 771: "1.2", 772: "1.3" };

/** RFC 8446 section 6, RFC 5246 section 7.2. */
export const alerts: Names = {
  0: "close_notify",
  10: "unexpected_message",
  20: "bad_record_mac",
  22: "record_overflow",
  40: "handshake_failure",
  42: "bad_certificate",
  43: "unsupported_certificate",
  44: "certificate_revoked",
  45: "certificate_expired",
  46: "certificate_unknown",
  47: "illegal_parameter",
  48: "unknown_ca",
  49: "access_denied",
  50: "decode_error",
  51: "decrypt_error",
  70: "protocol_version",
  71: "insufficient_security",
  80: "internal_error",
  86: "inappropriate_fallback",
  90: "user_canceled",
  100: "no_renegotiation",
  109: "missing_extension",
  110: "unsupported_extension",
  112: "unrecognized_name",
  113: "bad_certificate_status_response",
  115: "unknown_psk_identity",
  116: "certificate_required",
  120: "no_application_protocol",
};

export const nameOf = (names: Names, code: number): string =>
  names[code] ?? `0x${code.toString(16).padStart(4, "0")}`;

/** RFC 8701 section 2: 0x0a0a, 0x1a1a, … 0xfafa. */
export const isGrease = (code: number): boolean =>
  (code & 0x0f0f) === 0x0a0a && code >> 8 === (code & 0xff);

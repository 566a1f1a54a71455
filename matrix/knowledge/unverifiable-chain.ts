/** Why a chain cannot be verified, apart from what can be read off a single certificate, in the words of verifiers. */
export const unverifiable: readonly Readonly<{
  pattern: RegExp;
  sentence: string;
  remedy: string;
}>[] = [
  {
    pattern:
      /(?:permitted|excluded) subtree violation|name constraint|NameConstraintViolation|not authorized to sign for this name/i,
    sentence: "A CA of the chain may not issue certificates for this name (name constraints).",
    remedy: "issue the certificate from a CA that may, or dial a name that this one allows",
  },
  {
    pattern: /path length constraint|PathLenConstraintViolated/i,
    sentence: "The chain has more CAs than one of them allows (path length constraint).",
    remedy: "issue the certificate from a CA higher up, or the CA with a larger pathLenConstraint",
  },
  {
    pattern: /unhandled critical extension|UnsupportedCriticalExtension/i,
    sentence: "A certificate of the chain has a critical extension that the client does not know.",
    remedy: "issue the certificate without that extension, or with the extension not critical",
  },
  {
    pattern:
      /\bmd too weak|insecure algorithm|UnsupportedSignatureAlgorithm|signature algorithm .{0,40}not (?:allowed|supported)/i,
    sentence: "A certificate of the chain is signed with a hash that clients refuse (SHA-1).",
    remedy: "issue the certificate again, signed with SHA-256",
  },
  {
    pattern: /certificate (?:has been |is )?revoked|CertificateError\(Revoked\)/i,
    sentence: "A certificate of the chain is revoked.",
    remedy: "issue a new certificate, with a new key",
  },
];

import type { ConnectionEvidence } from "../../domain/evidence.ts";

/**
 * A record of TLS 1.3 with an empty Certificate message: header 5, message header 4, context 1, list 3 (RFC
 * 8446 section 4.4.2), content type 1, tag 16. Without padding, which Go, OpenSSL and BoringSSL do not use,
 * nothing else that a client sends in its second flight is as long.
 */
const emptyCertificateBytes = 30;

/** Whether a client answered a CertificateRequest with no certificate, as the length of a record that nobody could read tells. */
export const sentEmptyCertificate = ({ wire: { tls, messages } }: ConnectionEvidence): boolean => {
  if (tls?.serverHello?.version !== "1.3" || tls.visibility.kind === "all") return false;
  const own = messages.filter(({ from }) => from === "client");
  const first = own.findIndex(
    ({ name, seen }) => name === "application data" && seen === "encrypted",
  );
  const before = own[first - 1];
  return before !== undefined && own[first]?.endsAt === before.endsAt + emptyCertificateBytes;
};

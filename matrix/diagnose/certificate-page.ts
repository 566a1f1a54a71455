import type { Quote } from "../domain/cause.ts";
import type { CellEvidence } from "../domain/evidence.ts";
import type { HeaderBlock } from "../domain/http2-facts.ts";
import { clientTexts, quoteFrom, seenIn } from "./rule.ts";

/**
 * How a server that ends TLS and speaks HTTP refuses a client for its certificate: the handshake passes, and every
 * request is answered with an HTTP status. nginx has 400 and its own words for it (ngx_http_special_response.c, the
 * pages of 495 and 496); others have 401 or 403.
 */
export type CertificatePage = Readonly<{
  block: HeaderBlock;
  /** nginx's words; undefined where the page has none that are known. */
  said: Quote | undefined;
}>;

const ownWords = /No required SSL certificate was sent|The SSL certificate error/i;

const statuses: ReadonlySet<string> = new Set(["400", "401", "403", "495", "496"]);

/** undefined where the server asked for no certificate, or answered otherwise. */
export const certificatePage = (evidence: CellEvidence): CertificatePage | undefined => {
  const { tls, http2 } = seenIn(evidence).connection?.wire ?? {};
  if (!tls?.certificateRequest) return undefined;
  const block = http2?.server.headers.find(
    ({ status, grpcStatus }) => status !== null && statuses.has(status) && grpcStatus === null,
  );
  return block && { block, said: quoteFrom("client", clientTexts(evidence), ownWords) };
};

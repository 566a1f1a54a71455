import type { Capture, CapturedConnection } from "../domain/capture.ts";
import type { ConnectionEvidence } from "../domain/evidence.ts";
import { withoutPayload } from "../wire/without-payload.ts";

export const payloadLeftOut =
  "payloads are left out: those of HTTP/2 DATA frames and of other protocols are zeros, values of an application's header fields are stars, and secrets decrypt TLS handshakes alone";

/** Secrets that decrypt nothing but a handshake of TLS 1.3 (RFC 8446 section 7.1). */
const handshakeSecret = /^(?:CLIENT|SERVER)_HANDSHAKE_TRAFFIC_SECRET /;

/**
 * A capture without what applications said: see {@link withoutPayload}. Of TLS before 1.3 no secret is left, since one
 * decrypts all of a connection.
 *
 * @param evidence - of the same connections, in the same order.
 */
export const payloadFreeCapture = (
  { connections, secrets }: Capture,
  evidence: readonly ConnectionEvidence[],
): Capture => {
  const kept = secrets?.split("\n").filter((line) => handshakeSecret.test(line)) ?? [];
  return {
    connections: connections.map((connection, at) =>
      payloadFree(connection, evidence[at]?.wire.tls?.serverHello?.version ?? null),
    ),
    secrets: kept.length > 0 ? `${kept.join("\n")}\n` : null,
    leftOut: payloadLeftOut,
  };
};

const payloadFree = (
  connection: CapturedConnection,
  tlsVersion: string | null,
): CapturedConnection => {
  const sides = {
    client: side(connection, "client", tlsVersion),
    server: side(connection, "server", tlsVersion),
  };
  return {
    ...connection,
    chunks: connection.chunks.map((chunk) => ({
      ...chunk,
      bytes: sides[chunk.from](chunk.bytes.length),
    })),
  };
};

/** Hands out a side's bytes anew, in pieces as long as they were. */
const side = (
  { chunks }: CapturedConnection,
  which: "client" | "server",
  tlsVersion: string | null,
): ((length: number) => Uint8Array) => {
  const own = chunks.filter(({ from }) => from === which).map(({ bytes }) => bytes);
  const bytes = withoutPayload(Buffer.concat(own), tlsVersion);
  let at = 0;
  return (length) => {
    at += length;
    return bytes.subarray(at - length, at);
  };
};

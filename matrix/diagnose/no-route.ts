import type { HeaderBlock, Http2Facts } from "../domain/http2-facts.ts";

/**
 * The answers of an Envoy that has no route: to a gRPC call it says UNIMPLEMENTED and no word more, and it has not asked
 * a server (x-envoy-upstream-service-time). Empty where some call went further.
 */
export const unroutedByEnvoy = ({ server, grpc }: Http2Facts): readonly HeaderBlock[] => {
  const answers = server.headers.filter(({ status }) => status === "200");
  const unrouted = answers.filter(
    (answer) =>
      answer.server === "envoy" &&
      answer.grpcStatus === "UNIMPLEMENTED" &&
      answer.grpcMessage === null &&
      grpc?.replies.find(({ stream }) => stream === answer.stream)?.upstreamServiceTime === null,
  );
  return unrouted.length === answers.length ? unrouted : [];
};

/** Caddy answers a name for which it has no site with an empty page. */
export const unservedByCaddy = ({ status, contentType, server }: HeaderBlock): boolean =>
  status === "200" && contentType === null && /^Caddy\b/.test(server ?? "");

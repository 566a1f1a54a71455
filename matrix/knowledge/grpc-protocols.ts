/**
 * What is HTTP/2 for gRPC, by its ALPN name: h2 (RFC 9113 section 3.1), and in gRPC's core of earlier versions, as Debian's
 * 1.51 is, before it an experimental name of its own (src/core/ext/transport/chttp2/alpn/alpn.cc).
 */
const grpcProtocols: ReadonlySet<string> = new Set(["h2", "grpc-exp"]);

export const isGrpcProtocol = (name: string): boolean => grpcProtocols.has(name);

import type { ServerDuplexStream } from "@grpc/grpc-js";

/** A bidirectional call whose messages stay undecoded. */
export type ByteStream = ServerDuplexStream<Buffer, Buffer>;

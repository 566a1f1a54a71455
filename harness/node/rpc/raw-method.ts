import type { MethodDefinition } from "@grpc/grpc-js";

/** A unary method of a service that has no description here: its messages are bytes. */
export const rawMethod = (path: string): MethodDefinition<Buffer, Buffer> => ({
  path,
  requestStream: false,
  responseStream: false,
  requestSerialize: asItIs,
  requestDeserialize: asItIs,
  responseSerialize: asItIs,
  responseDeserialize: asItIs,
});

/** The codec of messages that are bytes. */
export const asItIs = (bytes: Buffer): Buffer => bytes;

import type { MethodDefinition } from "@grpc/grpc-js";
import type { Service } from "../rpc/listener.ts";
import type { ByteStream } from "./byte-stream.ts";

/**
 * grpc.reflection.v1 and v1alpha. What answers is loaded at the first call: @grpc/reflection and
 * the @grpc/proto-loader that it needs double the time that a server takes to start.
 */
export function reflectionServices(): Service[] {
  return ["grpc.reflection.v1", "grpc.reflection.v1alpha"].map((version) => ({
    definition: {
      ServerReflectionInfo: bytes(`/${version}.ServerReflection/ServerReflectionInfo`),
    },
    handlers: {
      async ServerReflectionInfo(stream: ByteStream) {
        const { reflect } = await import("./reflect.ts");
        reflect(stream, stream.getPath());
      },
    },
  }));
}

/** A bidirectional method whose messages stay undecoded. */
function bytes(path: string): MethodDefinition<Buffer, Buffer> {
  const same = (message: Buffer) => message;
  return {
    path,
    requestStream: true,
    responseStream: true,
    requestSerialize: same,
    requestDeserialize: same,
    responseSerialize: same,
    responseDeserialize: same,
  };
}

import { EventEmitter } from "node:events";
import type { MethodDefinition, UntypedHandleCall } from "@grpc/grpc-js";
import protoLoader from "@grpc/proto-loader";
import { ReflectionService } from "@grpc/reflection";
import type { INamespace } from "protobufjs";
import descriptor from "../rpc/descriptor.json" with { type: "json" };
import type { ByteStream } from "./byte-stream.ts";

interface Method {
  readonly definition: MethodDefinition<object, object>;
  readonly handler: UntypedHandleCall;
}

/** The methods of @grpc/reflection over everything in `descriptor.json`, by their path. */
const methods = new Map<string, Method>();
new ReflectionService(protoLoader.fromJSON(descriptor as object as INamespace)).addToServer({
  addService(service, handlers) {
    for (const [name, definition] of Object.entries(service)) {
      const handler = handlers[name];
      if (handler !== undefined) methods.set(definition.path, { definition, handler });
    }
  },
});

/** Answers one reflection stream; a path that @grpc/reflection does not know ends it. */
export function reflect(stream: ByteStream, path: string): void {
  const method = methods.get(path);
  if (method === undefined) {
    stream.end();
    return;
  }
  const { definition, handler } = method;
  const decoded = Object.assign(new EventEmitter(), {
    write: (message: object) => stream.write(definition.responseSerialize(message)),
    end: () => stream.end(),
  });
  (handler as (call: typeof decoded) => void)(decoded);
  stream.on("data", (bytes) => decoded.emit("data", definition.requestDeserialize(bytes)));
  stream.on("end", () => decoded.emit("end"));
}

/**
 * The gRPC services as grpc-js wants them, built on protobufjs's light runtime from a descriptor
 * made beforehand: @grpc/proto-loader parses or reflects at every start, which costs a plugin that
 * is spawned once per cell some 40 ms more.
 */
import type { MethodDefinition } from "@grpc/grpc-js";
import protobuf from "protobufjs/light.js";
import descriptor from "./descriptor.json" with { type: "json" };
import type * as message from "./messages.ts";

const root = protobuf.Root.fromJSON(descriptor as object as protobuf.INamespace);

export const kv = service<{
  Get: MethodDefinition<message.GetRequest, message.GetResponse>;
  Put: MethodDefinition<message.PutRequest, message.Empty>;
}>("proto.KV");

export const health = service<{
  Check: MethodDefinition<message.HealthCheckRequest, message.HealthCheckResponse>;
  Watch: MethodDefinition<message.HealthCheckRequest, message.HealthCheckResponse>;
}>("grpc.health.v1.Health");

/** The names of grpc.health.v1.HealthCheckResponse.ServingStatus, by their number. */
export const servingStatus: Readonly<Record<number, string>> = root.lookupEnum(
  "grpc.health.v1.HealthCheckResponse.ServingStatus",
).valuesById;

export const controller = service<{
  Shutdown: MethodDefinition<message.Empty, message.Empty>;
}>("plugin.GRPCController");

export const stdio = service<{
  StreamStdio: MethodDefinition<message.Empty, message.StdioData>;
}>("plugin.GRPCStdio");

export const broker = service<{
  StartStream: MethodDefinition<message.ConnInfo, message.ConnInfo>;
}>("plugin.GRPCBroker");

export const brokerProof = service<{
  CallHost: MethodDefinition<message.CallHostRequest, message.CallHostResponse>;
}>("handshakematrix.v1.BrokerProof");

export const callBack = service<{
  Echo: MethodDefinition<message.Echo, message.Echo>;
}>("handshakematrix.v1.CallBack");

export const told = service<{
  Unary: MethodDefinition<message.ToldRequest, message.ToldResponse>;
  ClientStream: MethodDefinition<message.ToldRequest, message.ToldResponse>;
  ServerStream: MethodDefinition<message.ToldRequest, message.ToldResponse>;
  Bidi: MethodDefinition<message.ToldRequest, message.ToldResponse>;
  Report: MethodDefinition<message.ReportRequest, message.Seen>;
}>("handshakematrix.v1.Told");

function service<Methods>(name: string): Methods {
  const definition = root.lookupService(name);
  const methods = definition.methodsArray.map((method) => [
    method.name,
    methodDefinition(name, method),
  ]);
  return Object.fromEntries(methods) as Methods;
}

function methodDefinition(
  serviceName: string,
  method: protobuf.Method,
): MethodDefinition<object, object> {
  const request = codec(method.requestType);
  const response = codec(method.responseType);
  return {
    path: `/${serviceName}/${method.name}`,
    requestStream: method.requestStream ?? false,
    responseStream: method.responseStream ?? false,
    requestSerialize: request.encode,
    requestDeserialize: request.decode,
    responseSerialize: response.encode,
    responseDeserialize: response.decode,
  };

  function codec(typeName: string) {
    const type = method.parent?.lookupType(typeName) ?? root.lookupType(typeName);
    return {
      // On Node protobufjs writes into a Buffer.
      encode: (value: object) => type.encode(value).finish() as Buffer,
      decode: (bytes: Buffer): object => type.decode(bytes),
    };
  }
}

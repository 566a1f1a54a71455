import { Client, credentials, type MethodDefinition, ServerCredentials } from "@grpc/grpc-js";
import protobuf from "protobufjs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type OpenListener, openListener } from "../rpc/listener.ts";
import { reflectionServices } from "./reflection-services.ts";

/** The part of grpc/reflection/v1/reflection.proto that lists services. */
const { root } = protobuf.parse(`
  syntax = "proto3";
  message Request { string list_services = 7; }
  message Response { message Service { string name = 1; }
    message Services { repeated Service service = 1; }
    Services list_services_response = 6; }`);

let listener: OpenListener;

beforeAll(async () => {
  const endpoint = { network: "tcp", address: "127.0.0.1:0" } as const;
  listener = await openListener(endpoint, ServerCredentials.createInsecure(), reflectionServices());
});

afterAll(() => listener.server.forceShutdown());

test.for(["v1", "v1alpha"])("grpc.reflection.%s lists the services", async (version) => {
  const [request, response] = [root.lookupType("Request"), root.lookupType("Response")];
  const client = new Client(listener.endpoint.address, credentials.createInsecure());
  const call = client.makeBidiStreamRequest(
    `/grpc.reflection.${version}.ServerReflection/ServerReflectionInfo`,
    ((message: object) => request.encode(message).finish()) as MethodDefinition<
      object,
      object
    >["requestSerialize"],
    (bytes) => response.decode(bytes).toJSON(),
  );
  call.write({ listServices: "*" });
  call.end();
  const answers = await call.toArray();
  client.close();
  const names = answers[0].listServicesResponse.service.map(({ name }: { name: string }) => name);
  expect(answers).toHaveLength(1);
  expect(names.toSorted()).toEqual([
    "grpc.health.v1.Health",
    "handshakematrix.v1.BrokerProof",
    "handshakematrix.v1.CallBack",
    "handshakematrix.v1.Told",
    "plugin.GRPCBroker",
    "plugin.GRPCController",
    "plugin.GRPCStdio",
    "proto.KV",
  ]);
});

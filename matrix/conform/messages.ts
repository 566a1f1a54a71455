/** Paths and messages of the services that both sides have (proto/), as far as a check needs them. */
import { Malformed } from "../wire/byte-reader.ts";
import { type FieldValue, protobufFields } from "../wire/protobuf-fields.ts";
import { bytesField, numberField } from "../wire/protobuf-message.ts";

export const paths = {
  get: "/proto.KV/Get",
  put: "/proto.KV/Put",
  health: "/grpc.health.v1.Health/Check",
  shutdown: "/plugin.GRPCController/Shutdown",
  stdio: "/plugin.GRPCStdio/StreamStdio",
  broker: "/plugin.GRPCBroker/StartStream",
  callHost: "/handshakematrix.v1.BrokerProof/CallHost",
  echo: "/handshakematrix.v1.CallBack/Echo",
  reflection: "/grpc.reflection.v1.ServerReflection/ServerReflectionInfo",
} as const;

export const empty: Uint8Array = Buffer.alloc(0);

/** grpc.health.v1 HealthCheckResponse.ServingStatus. */
export const servingNumbers = { UNKNOWN: 0, SERVING: 1, NOT_SERVING: 2 } as const;

export const getRequest = (key: string) => bytesField(1, Buffer.from(key));
export const putRequest = (key: string, value: Uint8Array) =>
  Buffer.concat([bytesField(1, Buffer.from(key)), bytesField(2, value)]);
export const getResponse = (value: Uint8Array) => bytesField(1, value);
export const healthRequest = (service: string) => bytesField(1, Buffer.from(service));
export const healthResponse = (status: keyof typeof servingNumbers) =>
  numberField(1, servingNumbers[status]);
export const callHostRequest = (brokerId: number, nonce: Uint8Array) =>
  Buffer.concat([numberField(1, brokerId), bytesField(2, nonce)]);
export const nonceMessage = (nonce: Uint8Array) => bytesField(1, nonce);

const fieldOf = (message: Uint8Array | null, number: number): FieldValue | undefined => {
  try {
    return protobufFields(message ?? empty).get(number);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return undefined;
  }
};

/** Empty where the field is absent, as proto3 has it, or where the bytes are no message. */
export const bytesIn = (message: Uint8Array | null, number: number): Buffer => {
  const value = fieldOf(message, number);
  return value instanceof Uint8Array ? Buffer.from(value) : Buffer.alloc(0);
};

export const textIn = (message: Uint8Array | null, number: number): string =>
  bytesIn(message, number).toString("utf8");

/** 0 where the field is absent. */
export const numberIn = (message: Uint8Array | null, number: number): number => {
  const value = fieldOf(message, number);
  return typeof value === "bigint" ? Number(value) : 0;
};

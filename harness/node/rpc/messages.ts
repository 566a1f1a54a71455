/** The messages of `proto/` and of grpc.health.v1, as protobufjs decodes them. */

export type Empty = Record<never, never>;

export interface GetRequest {
  key: string;
}

export interface GetResponse {
  value: Uint8Array;
}

export interface PutRequest {
  key: string;
  value: Uint8Array;
}

export interface HealthCheckRequest {
  service: string;
}

export interface HealthCheckResponse {
  status: number;
}

export interface StdioData {
  channel: number;
  data: Uint8Array;
}

/** Where a brokered connection is to be made. `knock` is sent in multiplexed mode only. */
export interface ConnInfo {
  serviceId: number;
  network: string;
  address: string;
  knock?: unknown;
}

export interface CallHostRequest {
  brokerId: number;
  nonce: Uint8Array;
}

export interface CallHostResponse {
  echoed: Uint8Array;
}

export interface Echo {
  nonce: Uint8Array;
}

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

/** A name that ends in "-bin" has any bytes, another has text. */
export interface Header {
  name: string;
  value: Uint8Array;
}

export interface ToldRequest {
  script: Script | null;
}

export interface ToldResponse {
  payload: Uint8Array;
}

export interface Script {
  id: string;
  initial: readonly Header[];
  headersFirst: boolean;
  delayMs: number;
  early: boolean;
  sizes: readonly number[];
  eachMs: number;
  trailing: readonly Header[];
  code: number;
  message: string;
  details: Uint8Array;
  stopServer: boolean;
  loneSurrogate: boolean;
  stdout: Uint8Array;
  stderr: Uint8Array;
}

export interface ReportRequest {
  id: string;
}

export interface Seen {
  metadata: readonly Header[];
  timeoutMs: number;
  received: number;
  cancelledAfterMs: number;
  authority: string;
  leftOut: string[];
}

import type { TlsRecord } from "./tls-records.ts";

export type Side = "client" | "server";

/** A record's content after decryption. */
type Opened = Readonly<{ type: number; content: Uint8Array }>;

/** Opens the protected records of one side, in their order. */
export type Opener = Readonly<{
  /** @returns the content; or why there is none, as the end of a sentence that begins with the record. */
  open(record: Omit<TlsRecord, "endsAt">): Opened | string;
  /** Passes over a record without opening it. */
  skip(): void;
  /** To be told of this side's Finished: in TLS 1.3 the next records have other keys. */
  finished(): void;
  /** To be told of this side's KeyUpdate (RFC 8446 section 7.2). */
  updated(): void;
}>;

/** The secrets of one connection by their label in the key log. */
export type Secrets = ReadonlyMap<string, Uint8Array>;

export const needs = (label: string): string => `needs ${label}, which the key log does not have`;

export const doesNotOpenWith = (label: string): string =>
  `does not open with ${label} of the key log`;

/** Frames of an exchange by which a finding is shown; none where they were not read. */
import type { FrameReference } from "../domain/behaviour.ts";
import type { HeaderField } from "../wire/hpack-static-table.ts";
import type { GoAway } from "../wire/side-streams.ts";
import type { ShownPing, ShownStream } from "./behaviour.ts";
import { headersOf, trailersOf } from "./wire-view.ts";

type Frames = readonly FrameReference[];

/** Names of the blocks in which fields travel. */
export type BlockName = "request" | "initial" | "trailing";

const fromOf = { request: "client", response: "server" } as const;

/** @param field - null: the block itself. */
export const blockFrame = (
  stream: ShownStream | null,
  name: BlockName,
  field: string | null,
): Frames => {
  if (!stream) return [];
  const half = name === "request" ? "request" : "response";
  const block = blockOf(stream, name);
  const endsAt = block && stream[half].blockEnds[stream[half].blocks.indexOf(block)];
  const isThere = block?.some((one) => one.name.toLowerCase() === field?.toLowerCase());
  return frameAt(stream, half, "HEADERS", endsAt, isThere ? field : null);
};

export const blockOf = (
  stream: ShownStream,
  name: BlockName,
): readonly HeaderField[] | undefined => {
  switch (name) {
    case "request":
      return stream.request.blocks[0];
    case "initial":
      return headersOf(stream);
    case "trailing":
      return trailersOf(stream);
  }
};

export const dataFrame = (stream: ShownStream | null, half: "request" | "response"): Frames =>
  stream ? frameAt(stream, half, "DATA", stream[half].dataEndsAt) : [];

export const resetFrame = (stream: ShownStream | null, half: "request" | "response"): Frames =>
  stream ? frameAt(stream, half, "RST_STREAM", stream[half].resetAt) : [];

/** The frame with END_STREAM, which carries messages where there are some. */
export const endFrame = (stream: ShownStream, half: "request" | "response"): Frames =>
  frameAt(stream, half, stream[half].dataEndsAt === null ? "HEADERS" : "DATA", stream[half].endsAt);

export const goAwayFrame = (connection: number, { endsAt }: GoAway): Frames => [
  { connection, from: "server", stream: 0, name: "GOAWAY", field: null, endsAt },
];

export const pingFrame = (
  connection: number,
  from: "client" | "server",
  { endsAt }: ShownPing,
): Frames => [{ connection, from, stream: 0, name: "PING", field: null, endsAt }];

const frameAt = (
  { connection, stream }: ShownStream,
  half: "request" | "response",
  name: string,
  endsAt: number | null | undefined,
  field: string | null = null,
): Frames =>
  endsAt == null ? [] : [{ connection, from: fromOf[half], stream, name, field, endsAt }];

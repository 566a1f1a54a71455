import type { ConnectionEvidence } from "./evidence.ts";

/**
 * Whether what a side sent was recorded to its end: where a recording stopped at its limit, what is not in it may have
 * come all the same. True where no passages are kept, and nobody can tell.
 */
export const isRecordedWhole = (
  { passages, bytes }: Pick<ConnectionEvidence, "passages" | "bytes">,
  side: "client" | "server",
): boolean =>
  passages.length === 0 ||
  (passages.findLast(({ from }) => from === side)?.endsAt ?? 0) >= bytes[side];

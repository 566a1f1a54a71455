import type { ReadSource } from "./read-text-matches.ts";
import { linesOf } from "./unwrapped.ts";

/**
 * How a library writes down, below the level of a warning, that one of its own connections has ended, in words that say of no
 * fault: nothing was under way, or its own side closed it. A connection that never came about ends in other words.
 */
const ends: readonly RegExp[] = [
  // grpc-go's internal/transport.
  /\b(?:INFO|DEBUG|info|debug)\b[^\n]{0,80}\[(?:client|server)-transport 0x[\da-f]{1,16}\] (?:Closing: |loopyWriter exiting with error: )(?:connection error: desc = ")?(?:error reading from server: )?(?:[^"\n]{0,100}: )?(?:EOF|transport (?:closed by (?:the )?client|is closing)|received GOAWAY[^"\n]{0,60}|use of closed network connection|(?:client )?connection is closing)\\?"?(?:"|\}|\s|$)/,
  // grpc-java's InternalSubchannel, in its channel's own log.
  /Transport<\d{1,9}>: \([^)\n]{1,200}\) SHUTDOWN with UNAVAILABLE\((?:Channel shutdown\w{0,3} invoked|[^\n]{0,60}\bGOAWAY\b[^\n]{0,60}\bNO_ERROR\b)/,
];

/** What came before there was a connection, or of a call in it. */
const ofFault = /preface|handshake|status/;

/** UTF-16 units of a line that are looked at. */
const looked = 600;

/** Whether a library says in a line that a connection of its own has ended, and nothing failed by it. */
export const tellsOwnEnd = (line: string): boolean => {
  const words = line.slice(0, looked);
  return !ofFault.test(words) && ends.some((pattern) => pattern.test(words));
};

/** Such lines of a source, as pasted. */
export const ownEndsIn = ({
  text,
  lineOf,
}: Pick<ReadSource, "text" | "lineOf">): ReadonlySet<number> =>
  new Set(
    linesOf(text).flatMap(({ from, to }) =>
      tellsOwnEnd(text.slice(from, Math.min(to, from + looked))) ? [lineOf(from)] : [],
    ),
  );

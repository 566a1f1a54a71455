import { logLines } from "./log-lines.ts";
import type { ReadSource } from "./read-text-matches.ts";

// How libraries write down, below the level of a warning, that one of their own connections has ended, in words that say of
// no fault: nothing was under way, or its own side closed it. A connection that never came about ends in other words.

/** grpc-go's internal/transport up to its reason, with its name since 1.58 and without. */
const ofGo =
  /\[(?:client|server)-transport 0x[\da-f]{1,16}\] (?:Closing|loopyWriter exiting with error): |\btransport: (?:closing|loopyWriter exited\. Closing connection\. Err): /;

const reasonOfGo =
  /^(?:connection error: desc = \\?")?(?:error reading from server: )?(?:(?:read|write) tcp \S{1,100}: )?(?:EOF|transport closed by (?:the )?client|transport is closing|received GOAWAY[^"\n]{0,60}|use of closed network connection)\\?"?(?:["}\s]|$)/;

/** grpc-java's InternalSubchannel, in its channel's own log. */
const ofJava =
  /Transport<\d{1,9}>: \([^)\n]{1,200}\) SHUTDOWN with UNAVAILABLE\((?:Channel shutdown\w{0,3} invoked|GOAWAY [^\n]{0,60}\bNO_ERROR\b)/;

/** Levels of a warning and above. */
const loud = /\b(?:WARN(?:ING)?|ERROR|FATAL|SEVERE|warn(?:ing)?|error|fatal)\b/;

/** What came before there was a connection, or of a call in it. */
const ofFault = /preface|handshake|status/;

/** UTF-16 units of a line that are looked at. */
const looked = 600;

/** Whether a library says in a line that a connection of its own has ended, and nothing failed by it. */
export const tellsOwnEnd = (line: string): boolean => {
  const words = line.slice(0, looked);
  const go = ofGo.exec(words);
  const at = go?.index ?? words.search(ofJava);
  if (at < 0 || loud.test(words.slice(0, at)) || ofFault.test(words)) return false;
  return go === null || reasonOfGo.test(words.slice(at + go[0].length));
};

/** Such lines of a source, as pasted. */
export const ownEndsIn = (source: ReadSource): ReadonlySet<number> =>
  new Set(
    logLines(source, looked).flatMap(({ line, words }) => (tellsOwnEnd(words) ? [line] : [])),
  );

import { componentOf, speakerOf } from "./component.ts";
import { withoutOpeners } from "./openers.ts";
import type { ReadSource } from "./read-text-matches.ts";
import type { TextMatch } from "./text-match.ts";
import { linesOf } from "./unwrapped.ts";

/** `connection`: TCP alone may have come about, and TLS still fail. `service`: what was wanted of the peer works. */
type Reached = "connection" | "service";

/** A line that says that a peer was reached. `component`: the only one that it speaks for; null where it speaks for any. */
export type Recovery = Readonly<{
  reached: Reached;
  line: number;
  speaker: string;
  component: string | null;
  words: string;
}>;

/** What programs say in words of their own, the surest first. */
const words: readonly (readonly [RegExp, Reached])[] = [
  [
    /\breconnect(?:ed\b|ion (?:succeeded|successful|complete)|(?:ing)? (?:succeeded|successful))|\b(?:connection|channel|session|stream|link|uplink|tunnel)(?: to \S{1,80})? (?:is |was |has been |now |is now )?(?:re-?established|restored|recovered|up|ready|healthy|back)\b|\bhandshake (?:is )?(?:complete|completed|successful|succeeded|done|ok)\b|\b(?:recovered|back online)\b/i,
    "service",
  ],
  [
    /\b(?:successfully )?connected(?: successfully)?(?=$|[\s,.!;:])|\bconnection (?:established|successful|succeeded|opened|ok)\b|\bconnect(?:ion)? succe\w{2,6}\b/i,
    "connection",
  ],
];

/** Of a program by itself: which one is up, its label alone tells. */
const ready = /^(?:[\w.()[\]/-]{1,60}:? ){0,3}(?:is |now |is now )?ready[.!]?(?:$|[ ,;])/i;

/** What a component says of its work, after its own name: "poll: ok rows=120". */
const works =
  /^\s{0,4}\[?[A-Za-z][\w./-]{0,40}\]?: (?:ok|okay|succe\w{2,8}|done|completed?|finished|synced|sent|delivered|pushed|received|healthy|served|flushed)\b/i;

/** Words beside these that make something else of them. */
const otherwise =
  /\b(?:not|never|no|none|without|cannot|can't|could|couldn't|isn't|until|unless|before|when|if|once|wait\w{0,4}|will|would|should|must|fail\w{0,4}|errors?|lost|refused|denied|rejected|clients?|disconnected|false|last)\b|=0\b/i;

const complaint = /\b(?:WARN(?:ING)?|ERROR|FATAL|CRITICAL|PANIC)\b/i;

/** Peers that a program has beside the one that it calls. */
const other =
  /\b(?:redis|valkey|postgres\w{0,5}|pg|mysql|mariadb|mongo\w{0,3}|kafka|rabbit\w{0,3}|nats|amqp|mqtt|database|db|cache|memcached?|elastic\w{0,7}|zookeeper|consul|vault|wi-?fi|wlan|network|internet|bluetooth|debugger|syslog|statsd|ldap|smtp)\b/i;

const portsIn = (text: string): readonly string[] =>
  [...text.matchAll(/(?:(?<!\w)[a-z][\w-]{0,62}|\.\d{1,3}|\]):(\d{2,5})\b/gi)].map(
    ([, port = ""]) => port,
  );

const reachedIn = (
  line: string,
  speaker: string,
): Pick<Recovery, "reached" | "component"> | undefined => {
  const bare = withoutOpeners(line);
  if (bare.length > longest || complaint.test(line) || otherwise.test(bare)) return undefined;
  const told = words.find(([pattern]) => pattern.test(bare))?.[1];
  if (told) return { reached: told, component: null };
  if (speaker !== "" && ready.test(bare)) return { reached: "service", component: null };
  const component = works.test(bare) ? componentOf(line) : "";
  return component === "" ? undefined : { reached: "service", component };
};

/** A longer line tells more than that a peer was reached. UTF-16 units. */
const longest = 240;

/** Every line of a source that says that a peer was reached, in their order. */
export const recoveriesIn = ({ text, lineOf, textMatches }: ReadSource): readonly Recovery[] => {
  const told = new Set(
    textMatches.flatMap(({ fact, line }) => (fact.fact === "connected" ? [line] : [])),
  );
  const faults = new Set(
    textMatches.flatMap(({ fact, line }) => (fact.fact === "connected" ? [] : [line])),
  );
  return linesOf(text).flatMap(({ from, to }): readonly Recovery[] => {
    const line = lineOf(from);
    const said = text.slice(from, Math.min(to, from + 2 * longest));
    const speaker = speakerOf(said);
    const own = faults.has(line) ? undefined : reachedIn(said, speaker);
    const reached = told.has(line) ? ({ reached: "service", component: null } as const) : own;
    return reached ? [{ ...reached, line, speaker, words: said }] : [];
  });
};

/** Whether a recovery is of the peer that a fault tells of, as far as both name one, and by the same printer. */
export const isRecoveryOf = (
  { line, speaker, component, words: said }: Recovery,
  fault: Pick<TextMatch, "line" | "around">,
): boolean => {
  if (line <= fault.line || speaker !== speakerOf(fault.around)) return false;
  if (component !== null && component !== componentOf(fault.around)) return false;
  const named = other.exec(said)?.[0];
  if (named !== undefined && !fault.around.toLowerCase().includes(named.toLowerCase()))
    return false;
  const ports = portsIn(said);
  const wanted = new Set(portsIn(fault.around));
  return ports.length === 0 || wanted.size === 0 || ports.some((port) => wanted.has(port));
};

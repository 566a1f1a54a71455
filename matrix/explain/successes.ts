import { gap } from "./excerpt.ts";
import { logLines } from "./log-lines.ts";
import { tellsOwnEnd } from "./own-ends.ts";
import { reachedIn } from "./reached-in.ts";
import type { ReadSource } from "./read-text-matches.ts";

/** A line that says that calls were answered, or that what was to be done is done. `line`: in the log as it was pasted. */
export type Success = Readonly<{ line: number; words: string }>;

/** Calls that were answered, as interceptors, access logs and load generators write them down. */
const ofCalls = [
  /\b(?:code|grpc_code|status)"?\s?[=:]\s?"?OK\b/,
  /\[OK\] {1,20}[1-9]\d{0,9} responses/,
  /"[A-Z]{3,7} \S{1,300} HTTP\/[\d.]{1,3}" 20[0-4] /,
  /\b\d{1,7}\/\d{1,7}\/\d{1,7}\/\d{1,7}\/\d{1,7} 20[0-4] \d/,
  /\bstatus(?: code)?"?\s?[=:]?\s?"?200\b/,
  /^(?:< )?HTTP\/[12](?:\.\d)? 200\b/,
  /\b[A-Z]{3,7} \/\S{0,300} (?:HTTP\/[\d.]{1,3} )?20[0-4]\b/,
  /\bRequest finished HTTP\/[12]\b[^\n]{0,300} 200 /,
  /\bRequest finished: [^\n]{0,200}\blatency=/,
  /\bended with status: code=0\b/,
  // PostgreSQL's of a session, and stunnel's of one in which both sides said something.
  /\bconnection authorized: user=/,
  /\bConnection closed: [1-9]\d{0,15} byte\(s\) sent to (?:TLS|SSL), [1-9]/,
  // A health check's answer, where a line ends with it.
  /(?:[:=]|\bok) ?[("']{0,2}SERVING["')]{0,2}$/,
];

/** What was to be done is done, as tools and jobs say. */
const ofWork = [
  /\bVerify return code: 0 \(ok\)/,
  /\b(?:Apply|Destroy) complete!/,
  /\bNo changes\. /,
  /\bcompleted successfully\b/,
  /\bsuccessfully (?:configured|initialized|connected(?! from local address)|started|registered|rolled out)\b/,
  /^\s{0,8}--- PASS: /,
  /\bBuilds finished\. The artifacts of successful builds are\b/,
  /(?:^|\dZ )#\d{1,5} DONE \d/,
  /\bjob finished\b/,
  /\bProbe succeeded\b/,
  /: Deactivated successfully\./,
  /\bunreachable=0 {1,8}failed=0\b/,
  /\b[Ss]hut ?down (?:is )?(?:complete|gracefully)\b/,
  /\b[Gg]racefully (?:stopped|shut down)\b/,
  // What net/http says where its program has stopped it, and etcd last.
  /\bhttp: Server closed\b/,
  /"closed etcd server"/,
];

/** Programs that are up, in words that say nothing of what failed before. */
const ofPrograms = [
  /\bCaches are synced for\b/,
  /\bserving client traffic\b/,
  /\bStatus: {1,20}[1-9]\d{0,5} Online, 0 Offline\b/,
  /\bhealth=healthy\b/,
];

const success = new RegExp(
  [...ofCalls, ...ofWork, ...ofPrograms].map(({ source }) => source).join("|"),
);

/** Whether a line says that a program, or what it needs of a peer, works; a connection alone may come before TLS fails. */
const tellsThatItWorks = (line: string): boolean => {
  const told = reachedIn(line, "");
  return told !== undefined && told.of === "peer" && told.reached !== "connection";
};

/** UTF-16 units in which successes are looked for, and of one line. */
const scanned = 256 * 1024;
const longest = 400;

/** What says that something went wrong, in anybody's words. */
export const complaint =
  /\b(?:WARN(?:ING)?|ERROR|FATAL|CRITICAL|PANIC)\b|level"?\s?[=:]\s?"?(?:warn|error|fatal|panic)|\[(?:error|emerg|alert|crit|fatal)\]|\bpanic: |^Traceback |\b\w{0,60}(?:Exception|Error): |\b[Ee]rror: |\b[Ee]rrored\b|\bsocat\[\d{1,8}\] [EF] |"PRIORITY"\s?:\s?"?[0-3]\b|\bexit\([1-9]\d{0,2}\)$|\bfailed\b(?!["']?\s?[=:]\s?["']?(?:false|0\b))/;

/** The lines of a source, each in part, without those in which a fault was read. */
const unreadLines = (source: ReadSource): readonly Success[] =>
  logLines({ ...source, text: source.text.slice(0, scanned) }, longest).flatMap((one) => {
    const words = one.words.trim();
    return words === gap || one.fault !== undefined ? [] : [{ line: one.line, words }];
  });

const tellsSuccess = ({ words }: Success): boolean =>
  !complaint.test(words) && (success.test(words) || tellsThatItWorks(words));

/** Every line of a source that tells of success, in their order. */
export const successesIn = (source: ReadSource): readonly Success[] =>
  unreadLines(source).filter(tellsSuccess);

/** Whether a source tells of success after the last complaint in it that was not understood. */
export const endsWell = (source: ReadSource): boolean => {
  const last = unreadLines(source).findLast(
    (one) => tellsSuccess(one) || (complaint.test(one.words) && !tellsOwnEnd(one.words)),
  );
  return last !== undefined && tellsSuccess(last);
};

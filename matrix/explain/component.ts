import { withoutOpeners } from "./openers.ts";

/** The label before a line, of Compose, or the name in what Compose says of its end, of a pod, of syslog, or in brackets before the time; empty where it has none. */
export const speakerOf = (line: string): string =>
  /^[ \t]{0,8}(?:\[pod\/([\w./-]{1,120})\] |(?:\d{1,3}\|)?([\w./-]{1,60}) {0,30}[|│] |[A-Z][a-z]{2} {1,2}\d{1,2} [\d:.]{8,15} [\w.-]{1,64} ([\w./-]{1,64})(?:\[\d{1,7}\])?: |\[(?!(?:INFO|WARN(?:ING)?|ERROR|DEBUG|TRACE|FATAL|NOTICE)\])([A-Za-z][\w./-]{0,40})\] {1,4}(?=\[?\d{1,4}[-:/.]\d)|([a-z\d][\w.-]{0,59}) exited with code \d)/
    .exec(line)
    ?.slice(1)
    .find((label) => label !== undefined) ?? "";

/** What libraries and loggers begin their lines with, .NET's with four letters. */
export const ofLibraries =
  /^(?:x509|tls|ssl|http2?|net(?:\/http)?|dns|grpc|rpc|transport|curl|connect|read|write|dial|lookup|[\w.]{0,40}(?:error|exception)|panic|fatal|warning|info|warn|fail|crit|dbug|status|details)$/i;

/** The part of a program that a line is of, as it says before its first colon; empty where it says none. */
export const componentOf = (line: string): string => {
  const label = /^\s{0,4}\[?([A-Za-z][\w./-]{0,40})\]?: /.exec(withoutOpeners(line))?.[1] ?? "";
  return ofLibraries.test(label) ? "" : label;
};

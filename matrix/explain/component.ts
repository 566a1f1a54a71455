import { withoutOpeners } from "./openers.ts";

/** The label before a line, of Compose, of a pod, or of syslog; empty where it has none. */
export const speakerOf = (line: string): string =>
  /^[ \t]{0,8}(?:\[pod\/([\w./-]{1,120})\] |([\w./-]{1,60}) {0,30}[|│] |[A-Z][a-z]{2} {1,2}\d{1,2} [\d:.]{8,15} [\w.-]{1,64} ([\w./-]{1,64})(?:\[\d{1,7}\])?: )/
    .exec(line)
    ?.slice(1)
    .find((label) => label !== undefined) ?? "";

/** What libraries begin their errors with. */
const ofLibraries =
  /^(?:x509|tls|https?|grpc|transport|net|dns|curl|rpc|read|write|dial|lookup|connect|error|warning|info|panic|fatal|caused|exception|status|details|desc|ssl|openssl)$/i;

/** The part of a program that a line is of, as it says before its first colon; empty where it says none. */
export const componentOf = (line: string): string => {
  const label = /^\s{0,4}\[?([A-Za-z][\w./-]{0,40})\]?: /.exec(withoutOpeners(line))?.[1] ?? "";
  return ofLibraries.test(label) ? "" : label;
};

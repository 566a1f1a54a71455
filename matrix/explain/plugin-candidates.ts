import type { Fact } from "../diagnose/texts/fact.ts";
import { decidedAs, oneOf, type Reading } from "./candidate.ts";
import type { Utterance } from "./utterance.ts";

type PluginFact = Extract<Fact, { fact: `plugin-${string}` | "exec-failed" | "exited" }>;

/** What go-plugin's host or a plugin says before there is a connection. */
export const pluginCandidates = (said: Utterance, fact: PluginFact): Reading | undefined => {
  switch (fact.fact) {
    case "plugin-ended-orderly":
      return undefined;
    case "exec-failed":
      return decidedAs("command-not-runnable", null);
    case "exited":
      // A shell, a runner or `go run` says the same of the client itself.
      return fact.code !== 0 && ofPlugin.test(said.around)
        ? oneOf("end", [["exited-early", "server"]])
        : oneOf("end", []);
    case "plugin-exited-early":
      return decidedAs("exited-early", "server");
    case "plugin-line-missing":
      return oneOf("root", [
        ["handshake-line-missing", "server"],
        ["exited-early", "server"],
        ["command-not-runnable", null],
      ]);
    case "plugin-line-unrecognized":
      return lineCandidates(fact.line);
    case "plugin-api-version":
    case "plugin-core-version":
    case "plugin-protocol-unsupported":
      return decidedAs("protocol-version-mismatch", null);
    case "plugin-cookie-missing":
      return decidedAs("cookie-mismatch", null);
    case "plugin-certificate-unreadable":
      return decidedAs("certificate-not-exchanged", "server");
    case "plugin-tls-not-provided":
      return oneOf("end", [
        ["certificate-not-exchanged", "server"],
        ["exited-early", "server"],
        ["key-not-loadable", "server"],
      ]);
    case "plugin-checksum-mismatch":
      return oneOf("root", [["command-not-runnable", "client"]]);
    case "plugin-multiplexing-unsupported":
      return decidedAs("protocol-version-mismatch", null);
    case "plugin-misconfigured":
      return oneOf("root", [["cookie-mismatch", null]]);
    case "plugin-exited-mid-call":
      return decidedAs("exited-mid-call", "server");
    case "plugin-output-ended":
      return oneOf("end", [
        ["exited-mid-call", "server"],
        ["exited-early", "server"],
      ]);
    case "plugin-broker-failed":
      return oneOf("end", [
        ["certificate-not-exchanged", null],
        ["silent-peer", null],
      ]);
  }
};

const ofPlugin = /plugin|provider|\bpid[=: ]\d/i;

/** What came in the place of the handshake line: nothing, a line of a log, or one of another protocol. */
const lineCandidates = (read: string | null): Reading => {
  // The host's own next lines, where its message was folded, and the frame that Terraform draws around it.
  const line =
    read
      ?.replace(/[\u2500-\u257f]/g, " ")
      .replace(
        /(?:Failed to read any lines|This usually means|Additional notes|exit status)[^\n]{0,4000}/,
        "",
      )
      .replace(/(?:\\{1,8}n|["\s]){1,40}$/, "")
      .trim() || null;
  if (line === null) {
    return oneOf("root", [
      ["exited-early", "server"],
      ["handshake-line-missing", "server"],
      ["handshake-line-polluted", "server"],
      ["command-not-runnable", null],
    ]);
  }
  if (/This binary is a plugin/.test(line)) return decidedAs("cookie-mismatch", null);
  if (/panic|traceback|error|exception|no such file|not found|denied|usage/i.test(line)) {
    return oneOf("root", [
      ["exited-early", "server"],
      ["handshake-line-polluted", "server"],
    ]);
  }
  // Field 1 is the version of go-plugin's own protocol, which is 1.
  if (
    /^(?!1\|)\d{1,3}\|\d{1,3}\|(?:tcp|unix)\|/.test(line) ||
    /^(?!1\|)\d{1,3}\|(?:tcp|unix)\|/.test(line)
  ) {
    return decidedAs("protocol-version-mismatch", null);
  }
  return decidedAs("handshake-line-polluted", "server");
};

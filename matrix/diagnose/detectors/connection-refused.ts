import { isReset } from "../cut-off.ts";
import { endedByHost, endOf } from "../ended.ts";
import { unreachable } from "../endpoint-findings.ts";
import { decisiveConnection, type Rule, wire } from "../rule.ts";
import { isResolution } from "./name-not-resolved.ts";

/** It announced an address on which nobody listens. */
export const connectionRefused: Rule = {
  code: "connection-refused",
  diagnose: ({ evidence, endpoint }) => {
    const refused = decisiveConnection(evidence);
    if (!refused?.dialError || isResolution(refused.dialError)) return undefined;
    if (/\bE(?:ACCES|PERM|INVAL)\b/.test(refused.dialError)) return undefined;
    if (endpoint?.protocol) return undefined;
    if (endpoint) return isReset(refused.dialError) ? undefined : unreachable(refused, endpoint);
    if (!/ECONNREFUSED|ENOENT/.test(refused.dialError)) {
      return {
        side: "server",
        decided: false,
        sentence: `The announced address ${refused.serverAddress} cannot be reached.`,
        matched: [wire(refused.dialError)],
        nextCheck: "connect to the address from the same machine while the server runs",
      };
    }
    const exit = endedByHost(evidence) ? null : evidence.server?.exit;
    return {
      side: "server",
      decided: true,
      sentence: `Nobody accepts connections at the announced address ${refused.serverAddress}${exit ? `: the server's process has ended (${endOf(exit)})` : ""}.`,
      matched: [wire(refused.dialError)],
      remedy: "listen before the address is announced, and for as long as the plugin lives",
    };
  },
};

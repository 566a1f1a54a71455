import type { Hint } from "./hint.ts";
import type { TextMatch } from "./text-match.ts";

const address = "(\\d{1,3}(?:\\.\\d{1,3}){3}|\\[[\\da-f:]{3,40}\\])";

/** curl's and s_client's words for the address that they reached. */
const ofTools: readonly RegExp[] = [
  new RegExp(`^\\*?\\s{0,6}Trying ${address}(?::\\d{1,5})?`, "gim"),
  new RegExp(`Connected to \\S{1,253} \\(${address}\\) port`, "gi"),
  new RegExp(`^Connecting to ${address}\\s{0,20}$`, "gim"),
];

const ofClients: readonly RegExp[] = [
  new RegExp(`\\bipv[46]:(?:%5B)?${address}`, "gi"),
  new RegExp(`\\bdial tcp ${address}:`, "gi"),
  new RegExp(`remote_addr=${address}`, "gi"),
  new RegExp(`->${address}:\\d{1,5}: `, "gi"),
];

/** Whatever tells of a peer that was reached. */
export const peerPatterns: readonly RegExp[] = [...ofTools, ...ofClients];

const found = (text: string, patterns: readonly RegExp[]) =>
  patterns.flatMap((pattern) =>
    [...text.matchAll(pattern)].map((match) => ({
      ip: match[1] ?? "",
      at: match.index,
      quote: match[0].trim(),
    })),
  );

/**
 * A tool that works reached another peer than the client that does not: which peer, comes first. Known by two
 * addresses, or by ALPN that chose h2 for the one and nothing for the other.
 */
export const otherPeer = (
  text: string,
  facts: ReadonlySet<TextMatch["fact"]["fact"]>,
): Hint | undefined => {
  const tools = found(text, ofTools);
  const clients = found(text, ofClients);
  const [tool] = tools;
  const [client] = clients;
  const chosen = /(?:ALPN[:,] server accepted (?:to use )?|ALPN protocol: )h2\b/i.exec(text);
  const works = chosen !== null || /HTTP\/2 200|Verify return code: 0|using HTTP\/?2/i.test(text);
  const met = clients.some(({ ip }) => tools.some((one) => one.ip === ip));
  if (tool && client && !met && works) {
    return {
      codes: ["wrong-endpoint"],
      quote: `${tool.quote} … ${client.quote}`,
      at: client.at,
      sentence: `The tool that works reached ${tool.ip}, the client ${client.ip}: two different peers.`,
    };
  }
  if (chosen && !met && facts.has("no-alpn-selected")) {
    return {
      codes: ["wrong-endpoint"],
      quote: chosen[0],
      at: chosen.index,
      sentence:
        "One tool is given h2 by ALPN and the other nothing: they did not reach the same peer.",
    };
  }
  return undefined;
};

import { addressFault } from "../../domain/address-fault.ts";
import type { AnnouncementFault } from "../../domain/announcement-fault.ts";
import { firstLine, isHandshakeLine } from "../handshake-line.ts";
import type { Rule } from "../rule.ts";

/** The line names no address, or one that is not on this machine. */
export const announcedAddressUnusable: Rule = {
  code: "announced-address-unusable",
  diagnose: ({ outcome, evidence }) => {
    const { handshakeLine: line, announcementFault } = evidence;
    if (outcome.phase !== "handshake-line" || line === null) return undefined;
    const announced =
      announcementFault === null ? announcedInLine(line) : announcedInJson(announcementFault);
    if (!announced) return undefined;
    const { who, address, fault } = announced;
    return {
      side: "server",
      decided: true,
      sentence: `The ${who} announces ${JSON.stringify(address.slice(0, 200))}, which cannot be dialled: ${fault}.`,
      matched: [firstLine(line)],
      remedy: "announce the address that the listener itself reports",
    };
  },
};

type Announced = Readonly<{ who: string; address: string; fault: string }>;

const announcedInJson = (fault: AnnouncementFault): Announced | undefined =>
  fault.kind === "unusable-address"
    ? { who: `server's listener ${fault.listener}`, address: fault.address, fault: fault.fault }
    : undefined;

const announcedInLine = (line: string): Announced | undefined => {
  if (!isHandshakeLine.test(line)) return undefined;
  const [, , network = "", address = ""] = line.trim().split("|");
  // A byte that nobody would see is spelled in evidence.
  const fault = addressFault({ network, address: address.replaceAll("\\u0000", "\0") });
  return fault === null ? undefined : { who: "plugin", address, fault };
};

/**
 * What is wrong with a standalone server's first line (CONTRACT.md, "Server"). What a listener is called stands in it as
 * the server says it, cleaned.
 */
export type AnnouncementFault = Readonly<
  /** It is not even meant as one. */
  | { kind: "no-announcement" }
  /** It is one, of other listeners than were asked for; what differs, without a subject: "listener a twice". */
  | { kind: "mismatch"; difference: string }
  /** A listener that was asked for has an address that cannot be dialled; `fault` says why. */
  | { kind: "unusable-address"; listener: string; address: string; fault: string }
>;

/** One sentence without its full stop. */
export const announcementSentence = (fault: AnnouncementFault): string => {
  switch (fault.kind) {
    case "no-announcement":
      return "the first line on standard output is no announcement";
    case "mismatch":
      return `the announcement is not of the listeners that were asked for: ${fault.difference}`;
    case "unusable-address":
      return `listener ${fault.listener} was announced at ${JSON.stringify(fault.address)}, and ${fault.fault}`;
  }
};

import { curveLeftOut } from "../curve-left-out.ts";
import { refusedEverything } from "../refused-everything.ts";
import { refusedHello } from "../refused-hello.ts";

export const noCommonGroup = refusedHello({
  code: "no-common-group",
  narrowed: "groups",
  title: "supported_groups",
  values: ({ groups }) => groups,
  ordinary: ["x25519", "secp256r1"],
  sentence: "Client and server have no named group for the key exchange in common.",
  remedy: "enable x25519 or secp256r1 on both sides",
  // Then the groups lack something else: until TLS 1.2 the curve of the server's key too (RFC 8422 section 5.1.1).
  contradictedBy: (chosen, groups) => {
    const group = chosen.split(", ").at(-1)?.toLowerCase();
    return groups.some((one) => one.toLowerCase() === (opensslNames[group ?? ""] ?? group));
  },
  alsoExplainedBy: (symptoms) => {
    const leftOut = curveLeftOut(symptoms);
    return leftOut
      ? `the same groups lack the curve ${leftOut.curve} of the server's key, for which a server of TLS 1.2 refuses them too`
      : null;
  },
});

/** Names that Node has from OpenSSL, of curves that RFC 8446 section 4.2.7 names otherwise. */
const opensslNames: Readonly<Record<string, string>> = { prime256v1: "secp256r1" };

/** The server is limited to groups that nobody offers. */
export const groupsOfNobody = refusedEverything({
  code: "no-common-group",
  clause: "RFC 8446 sections 4.2.7 and 6.2",
  sentence:
    "The server refuses every ClientHello: perhaps it is limited to groups that no client offers.",
  remedy: "enable x25519 or secp256r1 on the server",
  nextCheck: "read the server's list of groups or curves, and its log",
});

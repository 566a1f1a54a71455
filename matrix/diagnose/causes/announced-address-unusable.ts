import { addressFault } from "../../domain/address-fault.ts";
import type { AnnouncementFault } from "../../domain/announcement-fault.ts";
import type { About } from "../about.ts";
import { firstLine, isHandshakeLine } from "../handshake-line.ts";
import type { Rule } from "../rule.ts";

const about: About = {
  summary: "A plugin or a standalone server announces an address that nobody can dial.",
  sides: ["server"],
  toBeSure:
    "Read fields 3 and 4 of the handshake line, of a standalone server `network` and `address` in its announcement: `tcp` with `127.0.0.1:<port>`, the port from 1 to 65535 and the one that it listens on, or `unix` with an absolute path of at most 107 bytes (103 on macOS).",
  fix: {
    any: "announce what the listener itself reports after it was opened; shorten TMPDIR where the path of a socket is too long",
    go: "leave it to plugin.Serve, which announces listener.Addr()",
    python:
      'port = server.add_secure_port("127.0.0.1:0", credentials) returns the port to announce',
    node: 'server.bindAsync("127.0.0.1:0", credentials, (error, port) => …) gives the port to announce',
  },
};

/** The line names no address, or one that is not on this machine. */
export const announcedAddressUnusable: Rule = {
  code: "announced-address-unusable",
  clause: "hashicorp/go-plugin docs/guide-plugin-write-non-go.md, step 4",
  about,
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

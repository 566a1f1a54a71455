import { addressFault } from "../../domain/address-fault.ts";
import type { About } from "../about.ts";
import { isHandshakeLine } from "../handshake-line.ts";
import type { Rule } from "../rule.ts";

const about: About = {
  summary: "The plugin's handshake line names an address that no host can dial.",
  sides: ["server"],
  toBeSure:
    "Read fields 3 and 4 of the handshake line: `tcp` with `127.0.0.1:<port>`, the port from 1 to 65535 and the one that it listens on, or `unix` with an absolute path of at most 107 bytes (103 on macOS).",
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
    const line = evidence.handshakeLine;
    if (outcome.phase !== "handshake-line" || line === null || !isHandshakeLine.test(line)) {
      return undefined;
    }
    const [, , network = "", spelled = ""] = line.trim().split("|");
    // A byte that nobody would see is spelled in evidence.
    const address = spelled.replaceAll("\\u0000", "\0");
    const fault = addressFault({ network, address });
    if (fault === null) return undefined;
    return {
      side: "server",
      decided: true,
      sentence: `The plugin announces ${JSON.stringify(spelled.slice(0, 200))}, which cannot be dialled: ${fault}.`,
      matched: [{ by: "launcher", text: `first line: ${JSON.stringify(line.slice(0, 200))}` }],
      remedy: "announce the address that the listener itself reports",
    };
  },
};

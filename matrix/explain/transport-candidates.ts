import type { Fact } from "../diagnose/texts/fact.ts";
import { byActing, decidedAs, oneOf, type Reading, type Sided } from "./candidate.ts";
import { sideOf, type Utterance } from "./utterance.ts";

type TimeFact = Extract<Fact, { fact: "timeout" }>;

/** Time that ran out while something was waited for. */
export const timeoutCandidates = ({ of }: TimeFact): Reading => {
  switch (of) {
    case "connect":
      return oneOf("root", [
        ["silent-peer", null],
        ["wrong-endpoint", null],
        ["http-proxy-intercept", null],
      ]);
    case "handshake":
      return oneOf("root", [
        ["handshake-stalled", null],
        ["silent-peer", null],
        ["tls-client-to-plaintext-port", null],
      ]);
    case "settings":
      return oneOf("root", [
        ["silent-peer", null],
        ["peer-not-http2", null],
        ["plaintext-client-to-tls-port", null],
        ["wrong-endpoint", null],
      ]);
    case "resolution":
      return decidedAs("name-not-resolved", null);
    case "keepalive":
      return oneOf("root", [
        ["idle-drop", "between"],
        ["silent-peer", null],
      ]);
    case "plugin-start":
      return oneOf("root", [
        ["start-timeout", null],
        ["handshake-line-missing", "server"],
        ["exited-early", "server"],
      ]);
    case "broker":
      return oneOf("root", [
        ["silent-peer", null],
        ["certificate-not-exchanged", null],
      ]);
    case "upstream":
      return oneOf("root", [
        ["silent-peer", null],
        ["http-status-from-intermediary", "between"],
      ]);
    case "unsaid":
      return oneOf("end", [
        ["silent-peer", null],
        ["wrong-endpoint", null],
      ]);
  }
};

/** A client that was closed on, in the order in which reports name what was the matter. */
const closedOnClient: readonly Sided[] = [
  ["plaintext-client-to-tls-port", "client"],
  ["peer-not-http2", null],
  ["client-certificate-missing", "client"],
  ["reset-by-intermediary", "between"],
  ["closed-before-preface", null],
];

/** A connection that went away, without a word of why. */
export const endCandidates = (
  said: Utterance,
  fact: "reset" | "broken-pipe" | "closed" | "closed-in-handshake" | "closed-before-settings",
): Reading => {
  switch (fact) {
    case "closed-before-settings":
      return oneOf("end", closedOnClient);
    case "closed-in-handshake":
      return byActing(said, {
        client: oneOf("end", [
          ["wrong-endpoint", null],
          ["reset-by-intermediary", "between"],
          ["tls-client-to-plaintext-port", null],
          ["client-certificate-missing", "client"],
          ["signature-scheme-not-offered", null],
        ]),
        server: oneOf("end", [
          ["unknown-ca", sideOf(said, "peer")],
          ["port-opened-and-closed", "between"],
          ["hostname-mismatch", null],
          ["reset-by-intermediary", "between"],
        ]),
        unknown: oneOf("end", [
          ["reset-by-intermediary", "between"],
          ["wrong-endpoint", null],
          ["unknown-ca", null],
        ]),
      });
    case "reset":
      return oneOf("end", [
        ["reset-by-intermediary", "between"],
        ["plaintext-client-to-tls-port", null],
        ["wrong-endpoint", null],
        ["idle-drop", "between"],
      ]);
    case "broken-pipe":
      return oneOf("end", [
        ["client-certificate-missing", "client"],
        ["idle-drop", "between"],
        ["goaway", "server"],
      ]);
    case "closed":
      return said.acting === "server"
        ? oneOf("end", [
            ["unknown-ca", "client"],
            ["port-opened-and-closed", "between"],
            ["plaintext-client-to-tls-port", null],
          ])
        : oneOf("end", closedOnClient);
  }
};

import type { CauseKnowledge } from "../cause-knowledge.ts";

export const hostUnreachable: CauseKnowledge = {
  summary: "No packet gets to the address: the machine or a router on the way has no route there.",
  sides: ["between", "client"],
  toBeSure:
    "`ip route get <address>` where the client runs shows whether there is a route, and by which interface; `ping <address>` and `tracepath <address>` show which router answers `Destination Host Unreachable`. In the same subnet `ip neigh` has FAILED for a machine that is off.",
  clause: "connect(2): EHOSTUNREACH, ENETUNREACH; RFC 792",
  check: {
    at: "program",
    look: "the route to the address where the client runs (`ip route get`), and whether the machine is on",
  },
  fix: {
    any: "give the client's machine or container a route to the address (network, VPN, Wi-Fi with client isolation off), let a firewall on the way pass the port, or dial an address that is reached",
  },
};

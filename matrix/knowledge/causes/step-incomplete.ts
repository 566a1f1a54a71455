import type { CauseKnowledge } from "../cause-knowledge.ts";

export const stepIncomplete: CauseKnowledge = {
  summary:
    "The connection works, and the service behind it answers otherwise than it should: a step of the proof failed, or a probe's call ended in a status of the service's own.",
  sides: ["server", "client"],
  toBeSure:
    "The step's name and difference say what was expected and what came; hold the report against the grpc-status fields in handshake.txt to see which side says otherwise. Of a probe, the service's own log says why it answers with that status.",
  clause: "harness/CONTRACT.md, Server; proto/kv.proto",
  check: { at: "endpoint", look: null },
  fix: {
    any: "of an implementation in the matrix: implement what harness/CONTRACT.md lists; of your own endpoint: read the log of the service for the call that the probe made",
  },
};

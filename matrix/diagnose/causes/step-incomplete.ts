import type { About } from "../about.ts";
import { wrongAnswer } from "../wrong-answer.ts";

const about: About = {
  summary:
    "The connection works, and a step of the proof ended otherwise than the contract wants it.",
  sides: ["server", "client"],
  toBeSure:
    "The step's name and difference say what was expected and what came; hold the report against the grpc-status fields in handshake.txt to see which side says otherwise.",
  fix: {
    any: "implement what harness/CONTRACT.md lists",
  },
};

export const stepIncomplete = wrongAnswer(
  "step-incomplete",
  about,
  () => true,
  "A proof step ended otherwise than the contract wants it.",
);

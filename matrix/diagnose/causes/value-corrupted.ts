import type { About } from "../about.ts";
import { wrongAnswer } from "../wrong-answer.ts";

const about: About = {
  summary: "A value came back other than it was sent.",
  sides: ["server", "client"],
  toBeSure:
    "Hold the request's and the answer's DATA in the capture against each other (`--capture all`): the side whose octets differ from what it got is at fault. TLS does not corrupt.",
  fix: {
    any: "treat keys and values as octets, not as text in some encoding",
    go: "[]byte, never through a string of another encoding",
    python: "bytes, never .decode(); a `bytes` field in the .proto",
    node: "Buffer, never toString(); a `bytes` field in the .proto",
  },
};

export const valueCorrupted = wrongAnswer(
  "value-corrupted",
  about,
  (step) => step.difference?.includes("SHA-256") === true,
  "A value came back other than it was put.",
);

import { wrongAnswer } from "../wrong-answer.ts";

export const missingKeyNotReported = wrongAnswer(
  "missing-key-not-reported",
  (step) => step.name === "get-missing",
  "The server does not answer NOT_FOUND for a key that was never put.",
);

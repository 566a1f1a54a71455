import { wrongAnswer } from "../wrong-answer.ts";

export const valueCorrupted = wrongAnswer(
  "value-corrupted",
  (step) => step.difference?.includes("SHA-256") === true,
  "A value came back other than it was put.",
);

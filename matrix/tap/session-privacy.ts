/** What of a recorded session its user wants kept. */
export type Privacy = Readonly<{
  /** `left-out`: nothing that an application said is in any file, nor what would decrypt it. */
  payload: "kept" | "left-out";
  /** `shown`: texts keep the credentials that passed. What a terminal obeys is taken out all the same. */
  credentials: "redacted" | "shown";
}>;

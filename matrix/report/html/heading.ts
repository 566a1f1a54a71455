/** What a page says first, before anything of it is opened. */
export type Heading = Readonly<{
  /** What matters, in one sentence. */
  sentence: string;
  tone: "good" | "bad";
  /** Which run it is of. */
  note: string;
}>;

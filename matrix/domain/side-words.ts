import type { Side } from "./cause.ts";

const words: Readonly<Record<Side, string>> = {
  client: "cause on the client side",
  server: "cause on the server side",
  between: "cause in a proxy in between",
  harness: "cause in the test harness",
};

/** Where something has to be changed, behind the name of a cause. */
export const sideWords = (side: Side): string => words[side];

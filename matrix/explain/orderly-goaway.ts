import type { TextMatch } from "./text-match.ts";

/** Whether a server ended a connection for its age, and said so: its client opens another, and nothing failed. */
export const isOrderlyGoaway = ({ around }: Pick<TextMatch, "around">): boolean =>
  /\bgoaway\b[^\n]{0,60}\b(?:NO_ERROR|code 0|no active streams)/i.test(around);

import { type Row, rowsFrom } from "./row.ts";

/** Bun's fetch. Its certificates' texts and codes are those of Node. */
export const bunRows: readonly Row[] = rowsFrom(
  { stack: "bun", seen: "reports of Bun 1.0 to 1.3 users; not read in a source", role: "client" },
  [
    [
      /Unable to connect\. Is the computer able to access the url\?/,
      { fact: "wrapper", of: "attempt", status: null },
      "Unable to connect. Is the computer able to access the url?",
    ],
    [
      /\bcode: "ConnectionRefused"|\bConnectionRefused: /,
      { fact: "connection-refused" },
      'code: "ConnectionRefused"',
    ],
    [
      /\bFailedToOpenSocket\b|Was there a typo in the url or port\?/,
      { fact: "wrapper", of: "attempt", status: null },
      "FailedToOpenSocket: Was there a typo in the url or port?",
    ],
    [
      /\bConnectionClosed: |The socket connection was closed unexpectedly/,
      { fact: "closed" },
      "The socket connection was closed unexpectedly. For more information, pass `verbose: true`",
    ],
  ],
);

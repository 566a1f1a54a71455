import { type Look, symbols } from "../../symbol.ts";

/** The sign of a result: its shape alone tells it from the others. */
export const Mark = ({ look }: { look: Look }) => (
  <span class={`mark ${look}`} aria-hidden="true">
    {symbols[look]}
  </span>
);

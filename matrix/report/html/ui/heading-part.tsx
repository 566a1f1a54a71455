import type { Heading } from "../heading.ts";

/** The same elements as `htmlPage` writes: what is drawn before the script runs does not move. */
export const HeadingPart = ({ heading: { sentence, tone, note } }: { heading: Heading }) => (
  <>
    <h1 class={tone}>{sentence}</h1>
    <p class="quiet">{note}</p>
  </>
);

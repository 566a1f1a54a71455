import type { Quote } from "../../../domain/cause.ts";

/** What speaks for a cause, and who saw it. */
export const Quotes = ({ quotes }: { quotes: readonly Quote[] }) =>
  quotes.length > 0 && (
    <dl class="quotes">
      {quotes.map(({ by, text }) => (
        <div key={`${by} ${text}`}>
          <dt>{by}</dt>
          <dd>{text}</dd>
        </div>
      ))}
    </dl>
  );

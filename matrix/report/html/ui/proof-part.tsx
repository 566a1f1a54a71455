import type { CellDetail } from "../cell-view.ts";
import { Mark } from "./mark.tsx";

const findingWords = {
  violation: "a violation",
  permitted: "a difference that is allowed",
  rate: "at times",
} as const;

/** What a cell proved, and what was refused as it must be. */
export const ProofPart = ({ detail: { steps, controls, findings } }: { detail: CellDetail }) => (
  <div class="columns">
    {steps.length > 0 && (
      <section>
        <h3>Proof</h3>
        <ul class="marked">
          {steps.map(({ name, passed, difference, elapsedMs }) => (
            <li key={name}>
              <Mark look={passed ? "passed" : "unexpected"} /> {name}{" "}
              <span class="quiet">{elapsedMs.toFixed(1)} ms</span>
              {difference && <p class="quoted">{difference}</p>}
            </li>
          ))}
        </ul>
      </section>
    )}
    {findings.length > 0 && (
      <section>
        <h3>Held against the specification</h3>
        <ul class="marked">
          {findings.map(({ kind, sentence, clause, saw }) => (
            <li key={sentence}>
              <Mark look={kind === "violation" ? "unexpected" : "passed"} /> {sentence}{" "}
              <span class="quiet">{findingWords[kind]}</span>
              {clause && <p class="quiet">{clause}</p>}
              {saw.map(({ by, text }) => (
                <p key={text} class="quoted">
                  {by}: {text}
                </p>
              ))}
            </li>
          ))}
        </ul>
      </section>
    )}
    {controls.length > 0 && (
      <section>
        <h3>Controls: what must be refused</h3>
        <ul class="marked">
          {controls.map(({ name, result, saw }) => (
            <li key={name}>
              <Mark look={result === "refused" ? "passed" : "unexpected"} /> {name}
              <p class="quoted">{saw}</p>
            </li>
          ))}
        </ul>
      </section>
    )}
  </div>
);

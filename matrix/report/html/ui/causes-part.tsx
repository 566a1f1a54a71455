import { type Cause, pageOf } from "../../../domain/cause.ts";
import { certaintyOf } from "../../../domain/doubt.ts";
import { headline } from "../../../domain/outcome.ts";
import { sideWords } from "../../../domain/side-words.ts";
import type { CellDetail, CellSummary } from "../cell-view.ts";
import { Quotes } from "./quotes.tsx";
import { useReport } from "./report-data.ts";

/** Why a cell ended as it did: each cause with what speaks for it, and what the client said. */
export const CausesPart = ({
  cell,
  detail: { diagnosis, outcome },
}: {
  cell: CellSummary;
  detail: CellDetail;
}) => (
  <>
    {diagnosis?.causes.map((cause, rank) => (
      <CausePart key={cause.code} cause={cause} rank={rank} />
    ))}
    {diagnosis?.nextCheck && (
      <p>
        <b>Next</b> {diagnosis.nextCheck}
      </p>
    )}
    {cell.look !== "passed" && (
      <p>
        <b>Result</b> <span class="quoted">{headline(outcome)}</span>
      </p>
    )}
  </>
);

const CausePart = ({ cause, rank }: { cause: Cause; rank: number }) => (
  <article class="cause">
    <h3>
      {cause.code}{" "}
      <span class="quiet">
        {certaintyOf(cause, rank)}
        {cause.side ? `, ${sideWords(cause.side)}` : ""}
      </span>
    </h3>
    <p class="sentence">{cause.sentence}</p>
    {cause.remedy && (
      <p>
        <b>Fix</b> {cause.remedy}
      </p>
    )}
    {cause.doubt && (
      <p>
        <b>Not certain</b> {cause.doubt}
      </p>
    )}
    <Quotes quotes={cause.matched} />
    <KnownCause cause={cause} />
  </article>
);

/** What is known of a cause, whatever the cell. */
const KnownCause = ({ cause: { code, clause } }: { cause: Cause }) => {
  const known = useReport().overview.causes.find((one) => one.code === code);
  if (code === "undiagnosed" || !known) return clause && <p class="quiet">{clause}</p>;
  return (
    <details>
      <summary>About {code}</summary>
      <p>{known.summary}</p>
      <p>
        <b>To be sure</b> {known.toBeSure}
      </p>
      <dl class="facts">
        {Object.entries(known.fix).map(([stack, text]) => (
          <div key={stack}>
            <dt>Fix in {stack === "any" ? "any stack" : stack}</dt>
            <dd>{text}</dd>
          </div>
        ))}
        {clause && (
          <div>
            <dt>Rests on</dt>
            <dd>{clause}</dd>
          </div>
        )}
        <div>
          <dt>Page</dt>
          <dd>
            <code>{pageOf(code)}</code>
          </dd>
        </div>
      </dl>
    </details>
  );
};

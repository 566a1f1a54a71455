import type { CellDetail, CellSummary } from "../cell-view.ts";
import { differences, nearestPassing } from "../nearest.ts";
import { useReport } from "./report-data.ts";

/** The nearest cell that passes, with what is not the same there, and what else was tried. */
export const ComparisonPart = ({
  cell,
  detail,
  open,
}: {
  cell: CellSummary;
  detail: CellDetail;
  open(id: string): void;
}) => {
  const { cells, detailOf } = useReport();
  const nearest = nearestPassing(cell, cells);
  return (
    <>
      {(nearest || detail.contrast.length > 0) && <h3>What would pass</h3>}
      {detail.contrast.map(({ cell: id, with: change, outcome }) => (
        <p key={id}>
          It {outcome} with <b>{change}</b>{" "}
          {cells.some((one) => one.id === id) ? (
            <button type="button" class="link" onClick={() => open(id)}>
              {id}
            </button>
          ) : (
            <span class="quiet">{id}</span>
          )}
        </p>
      ))}
      {nearest && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
        <section class="scrolls" tabIndex={0} aria-label="Nearest passing cell">
          <table class="comparison">
            <thead>
              <tr>
                <th scope="col">differs in</th>
                <th scope="col">this cell</th>
                <th scope="col">
                  the nearest that passes{" "}
                  <button type="button" class="link" onClick={() => open(nearest.id)}>
                    {nearest.id}
                  </button>
                </th>
              </tr>
            </thead>
            <tbody>
              {differences(
                { cell, observed: detail.observed },
                { cell: nearest, observed: detailOf(nearest).observed },
              ).map(({ what, here, there }) => (
                <tr key={what}>
                  <th scope="row">{what}</th>
                  <td>{here}</td>
                  <td>{there}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      )}
    </>
  );
};

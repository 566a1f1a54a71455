import { useMemo } from "preact/hooks";
import type { CellSummary } from "../cell-view.ts";
import { GroupPart } from "./group-part.tsx";
import { useReport } from "./report-data.ts";

/** So many are shown in full at once, of surprises where there are any; a reader opens the rest. */
const mostOpen = 3;

/** The squares of more cells lie below the causes: what is known is not to push them out of sight. */
const mostBeside = 500;

/** What did not pass, each cause once; of each, the cells that the filter leaves. */
export const Groups = ({
  shown,
  open,
}: {
  shown: readonly CellSummary[];
  open(id: string): void;
}) => {
  const { overview, cells } = useReport();
  const { groups } = overview;
  return useMemo(() => {
    const left = new Set(shown.map(({ id }) => id));
    const visible = groups
      .map((group) => ({ group, ids: group.ids.filter((id) => left.has(id)) }))
      .filter(({ ids }) => ids.length > 0);
    if (visible.length === 0) return null;
    const first = visible[0]?.group.look;
    const isSmall = cells.length <= mostBeside;
    return (
      <section class="groups" aria-labelledby="why">
        <h2 id="why">Why</h2>
        {visible.map(({ group, ids }, at) => (
          <GroupPart
            key={group.ids[0]}
            group={group}
            ids={ids}
            isOpen={group.look === first && at < mostOpen && (first === "unexpected" || isSmall)}
            open={open}
          />
        ))}
      </section>
    );
  }, [groups, cells, shown, open]);
};

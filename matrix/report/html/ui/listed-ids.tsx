import { useState } from "preact/hooks";

const mostListed = 12;

/** Ids of cells, the first of them until all are asked for. */
export const ListedIds = ({
  ids,
  open,
}: {
  ids: readonly string[];
  /** Absent where there is no cell to open. */
  open?: (id: string) => void;
}) => {
  const [isWhole, setWhole] = useState(false);
  const listed = isWhole ? ids : ids.slice(0, mostListed);
  return (
    <ul class="ids">
      {listed.map((id) => (
        <li key={id}>
          {open ? (
            <button type="button" class="link" onClick={() => open(id)}>
              {id}
            </button>
          ) : (
            id
          )}
        </li>
      ))}
      {listed.length < ids.length && (
        <li>
          <button type="button" class="link" onClick={() => setWhole(true)}>
            and {ids.length - listed.length} more
          </button>
        </li>
      )}
    </ul>
  );
};

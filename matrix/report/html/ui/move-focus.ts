/** Moves the focus among the squares of the grid by arrow keys. */
export const moveFocus = (event: KeyboardEvent & { currentTarget: HTMLElement }): void => {
  const { target, currentTarget } = event;
  if (!(target instanceof HTMLTableCellElement)) return;
  const next = neighbour(target, event.key, currentTarget);
  if (!next) return;
  event.preventDefault();
  target.tabIndex = -1;
  next.tabIndex = 0;
  next.focus();
};

const squaresIn = (place: ParentNode | null | undefined) => [
  ...(place?.querySelectorAll<HTMLTableCellElement>(".square") ?? []),
];

const neighbour = (from: HTMLTableCellElement, key: string, grid: HTMLElement) => {
  const step = { ArrowRight: 1, ArrowLeft: -1 }[key];
  if (step !== undefined) {
    const all = squaresIn(grid);
    return all[all.indexOf(from) + step];
  }
  const way = { ArrowDown: 1, ArrowUp: -1 }[key];
  if (way === undefined) return undefined;
  const rows = [...grid.querySelectorAll("tbody tr")];
  const at = rows.findIndex((row) => row.contains(from));
  const ahead = way === 1 ? rows.slice(at + 1) : rows.slice(0, at).reverse();
  const next = ahead.map(squaresIn).find((squares) => squares.length > 0);
  return next && nearestIn(next, from);
};

const nearestIn = (squares: readonly HTMLTableCellElement[], from: HTMLTableCellElement) => {
  const { left } = from.getBoundingClientRect();
  const away = (square: HTMLTableCellElement) =>
    Math.abs(square.getBoundingClientRect().left - left);
  return squares.toSorted((a, b) => away(a) - away(b))[0];
};

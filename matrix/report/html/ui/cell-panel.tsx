import { useLayoutEffect, useRef } from "preact/hooks";
import { headline } from "../../../domain/outcome.ts";
import { lookWords } from "../../look-words.ts";
import type { CellSummary } from "../cell-view.ts";
import { CausesPart } from "./causes-part.tsx";
import { ComparisonPart } from "./comparison-part.tsx";
import { CopiedCommand } from "./copied-command.tsx";
import { HandshakePart } from "./handshake-part.tsx";
import { Mark } from "./mark.tsx";
import { ObservedPart } from "./observed-part.tsx";
import { OutputPart } from "./output-part.tsx";
import { ProofPart } from "./proof-part.tsx";
import { useReport } from "./report-data.ts";
import { useKeys } from "./use-keys.ts";

/** One cell, over the overview: causes before logs. When it closes, the focus goes back to where it was. */
export const CellPanel = ({
  cell,
  shown,
  open,
  close,
}: {
  cell: CellSummary;
  shown: readonly CellSummary[];
  open(id: string): void;
  close(): void;
}) => {
  const dialog = useRef<HTMLDialogElement>(null);
  const title = useRef<HTMLHeadingElement>(null);
  useLayoutEffect(() => {
    const panel = dialog.current;
    const before = document.activeElement;
    panel?.showModal();
    return () => {
      panel?.close();
      // The browser's own way back is gone with the panel.
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  useLayoutEffect(() => {
    dialog.current?.scrollTo(0, 0);
    title.current?.focus();
  }, [cell.id]);
  const at = shown.indexOf(cell);
  const beside = { previous: shown[at - 1], next: at === -1 ? undefined : shown[at + 1] };
  const go = (to: CellSummary | undefined) => to && open(to.id);
  useKeys({ j: () => go(beside.next), k: () => go(beside.previous) });
  const detail = useReport().detailOf(cell);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="cell-title"
      closedby="any"
      onCancel={(event) => {
        event.preventDefault();
        close();
      }}
    >
      <div class="panel">
        <div class="bar">
          <button
            type="button"
            title="Previous cell (k)"
            disabled={!beside.previous}
            onClick={() => go(beside.previous)}
          >
            ‹ Previous
          </button>
          <button
            type="button"
            title="Next cell (j)"
            disabled={!beside.next}
            onClick={() => go(beside.next)}
          >
            Next ›
          </button>
          <span class="quiet">{at === -1 ? "" : `${at + 1} of ${shown.length}`}</span>
          <button type="button" class="close" title="Close (Escape)" onClick={close}>
            Close
          </button>
        </div>
        <h2 id="cell-title" ref={title} tabIndex={-1}>
          {cell.id}
        </h2>
        <p>
          <span class={`badge ${cell.look}`}>
            <Mark look={cell.look} /> {lookWords(cell.look)}
          </span>{" "}
          {detail.verdictReason ?? ""}
          {detail.again && ` Run again alone: ${headline(detail.again)}.`}
        </p>
        {detail.known && (
          <p>
            <b>Known</b> {detail.known.reason} <span class="quiet">({detail.known.source})</span>
          </p>
        )}
        <CausesPart key={cell.id} cell={cell} detail={detail} />
        {detail.next && <CopiedCommand key={detail.next} command={detail.next} />}
        <HandshakePart detail={detail} />
        {cell.look !== "passed" && <ComparisonPart cell={cell} detail={detail} open={open} />}
        <ProofPart detail={detail} />
        <ObservedPart observed={detail.observed} />
        <OutputPart files={detail.files} />
      </div>
    </dialog>
  );
};

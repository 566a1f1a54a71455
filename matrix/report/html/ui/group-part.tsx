import type { ContrastingCell } from "../../../domain/run-result.ts";
import { sideWords } from "../../../domain/side-words.ts";
import { lookWords } from "../../look-words.ts";
import type { GroupView } from "../group-views.ts";
import { CopiedCommand } from "./copied-command.tsx";
import { ListedIds } from "./listed-ids.tsx";
import { Mark } from "./mark.tsx";
import { Quotes } from "./quotes.tsx";

/** One cause: what is wrong, what to do, and which cells it covers. */
export const GroupPart = ({
  group,
  ids,
  isOpen,
  open,
}: {
  group: GroupView;
  ids: readonly string[];
  isOpen: boolean;
  open(id: string): void;
}) => (
  <details class={`group ${group.look}`} open={isOpen}>
    <summary>
      <Mark look={group.look} />
      <span class="what">
        <b>{group.cause ?? group.sentence}</b>{" "}
        <span class="quiet">
          {[
            lookWords(group.look),
            ...(group.side ? [sideWords(group.side)] : []),
            ...(group.certainty ? [group.certainty] : []),
            ...(group.behaviour ? [group.behaviour] : []),
          ].join(", ")}
        </span>
      </span>
      <span class="number">
        {ids.length} {ids.length === 1 ? "cell" : "cells"}
      </span>
    </summary>
    {group.cause && <p>{group.sentence}</p>}
    <Term title="Surprise" text={group.surprise} />
    <Term title="Fix" text={group.remedy} />
    <Term title="Next" text={group.nextCheck} />
    <Term title="Pattern" text={group.pattern} />
    <Term title="Passes with" text={changesThat("passes", group.contrasts)} />
    <Term title="Fails too with" text={changesThat("fails too", group.contrasts)} />
    {group.next && <CopiedCommand command={group.next} />}
    <Quotes quotes={group.matched} />
    <ListedIds ids={ids} open={open} />
  </details>
);

const changesThat = (outcome: ContrastingCell["outcome"], contrasts: readonly ContrastingCell[]) =>
  contrasts
    .filter((contrast) => contrast.outcome === outcome)
    .map((contrast) => contrast.with)
    .join("; ");

const Term = ({ title, text }: { title: string; text: string | null }) =>
  text && (
    <p>
      <b>{title}</b> {text}
    </p>
  );

import type { ChangeGroupView, ComparisonView } from "../comparison-view.ts";
import { CopiedCommand } from "./copied-command.tsx";
import { HeadingPart } from "./heading-part.tsx";
import { ListedIds } from "./listed-ids.tsx";

/** The page of two runs: what changed in one line, what moved, then each change once. */
export const ComparisonApp = ({ view }: { view: ComparisonView }) => {
  const { heading, restriction, moves, groups } = view;
  return (
    <>
      <header>
        <HeadingPart heading={heading} />
        {restriction && <p>{restriction}</p>}
      </header>
      <main>
        {groups.length > 0 && (
          <section class="groups" aria-labelledby="changes">
            <h2 id="changes">Changes</h2>
            {groups.map((group) => (
              <ChangeGroup key={group.title} group={group} />
            ))}
          </section>
        )}
        {moves.length > 0 && <Moves moves={moves} />}
      </main>
    </>
  );
};

const ChangeGroup = ({ group }: { group: ChangeGroupView }) => (
  <details
    class={`group ${group.effect === "regression" ? "unexpected" : ""}`}
    open={group.effect === "regression"}
  >
    <summary>
      <span class="what">
        <b>{group.title}</b>{" "}
        {group.effect === "regression" && <span class="quiet">regression</span>}
      </span>
      <span class="number">
        {group.ids.length} {group.ids.length === 1 ? "cell" : "cells"}
      </span>
    </summary>
    {group.words.map((words) => (
      <p key={words}>{words}</p>
    ))}
    {group.commands.map((command) => (
      <CopiedCommand key={command} command={command} />
    ))}
    <ListedIds ids={group.ids} />
  </details>
);

const Moves = ({ moves }: Pick<ComparisonView, "moves">) => (
  <section class="versions" aria-labelledby="moves">
    <h2 id="moves">What moved</h2>
    <div class="scrolls">
      <table>
        <thead>
          <tr>
            <th scope="col">version</th>
            <th scope="col">kind</th>
            <th scope="col">implementations</th>
          </tr>
        </thead>
        <tbody>
          {moves.map(({ words, kind, of }) => (
            <tr key={`${kind} ${words}`}>
              <th scope="row">{words}</th>
              <td>{kind}</td>
              <td>{of.join(", ")}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  </section>
);

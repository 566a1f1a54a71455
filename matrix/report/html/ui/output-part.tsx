import type { CellFiles } from "../cell-view.ts";

/** What both programs printed. */
export const OutputPart = ({ files }: { files: CellFiles | null }) =>
  files && (
    <>
      <TextBlock title="Client's standard error" text={files.clientStderr} />
      <TextBlock title="Server's standard error" text={files.serverStderr} />
    </>
  );

/** It scrolls, so a keyboard must reach it. */
const TextBlock = ({ title, text }: { title: string; text: string | null }) =>
  text === null ? null : (
    <>
      <h3>{title}</h3>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard */}
      <section class="output" tabIndex={0} aria-label={title}>
        <pre>{text}</pre>
      </section>
    </>
  );

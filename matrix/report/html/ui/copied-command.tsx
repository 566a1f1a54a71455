import { CopyButton } from "./copy-button.tsx";

/** The next command to type. */
export const CopiedCommand = ({ command }: { command: string }) => (
  <p class="command">
    <code>{command}</code>
    <CopyButton text={command} />
  </p>
);

import { CopyButton } from "./copy-button.tsx";

/** The next command to type. @param command - after the tool's name. */
export const CopiedCommand = ({ command }: { command: string }) => {
  const whole = `npm run matrix -- ${command}`;
  return (
    <p class="command">
      <code>{whole}</code>
      <CopyButton text={whole} />
    </p>
  );
};

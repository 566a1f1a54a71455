import { clean, logLimitCharacters } from "../../domain/outside-text.ts";

/**
 * A command that GitHub's runner reads off standard output: an annotation. The only place where a value becomes one; in
 * it a percent sign, a line end and, in the title, a colon and a comma would be read as the command's own
 * (actions/toolkit, packages/core/src/command.ts). Ends without a newline.
 */
export const workflowCommand = (
  level: "error" | "warning" | "notice",
  title: string,
  message: string,
): string => `::${level} title=${inProperty(title)}::${inMessage(message)}`;

const inMessage = (text: string): string =>
  clean(text, logLimitCharacters)
    .replaceAll("%", "%25")
    .replaceAll("\r", "%0D")
    .replaceAll("\n", "%0A");

const inProperty = (text: string): string =>
  inMessage(text).replaceAll(":", "%3A").replaceAll(",", "%2C");

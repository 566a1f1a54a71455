import { clean } from "../../domain/outside-text.ts";
import { textsIn } from "./texts-in.ts";

/**
 * A value as JSON for a file or a terminal, each text of it through the gate, whatever its length. On one line, or
 * indented by a space. Ends without a newline.
 */
export const jsonText = (value: unknown, form: "line" | "indented" = "indented"): string =>
  JSON.stringify(textsIn(value, safe), null, form === "line" ? undefined : 1);

/** Of plain letters, digits and spaces nothing is removed; most texts are that, and short. */
const harmless = /^[A-Za-z0-9 ()+]{0,15}$/;

const safe = (text: string): string =>
  harmless.test(text) ? text : clean(text, Number.POSITIVE_INFINITY);

import { cleanLine } from "../../domain/outside-text.ts";
import { textsIn } from "./texts-in.ts";

/**
 * A value whose texts can be printed: each is one line, so that none looks like a line of the tool's own, moves no
 * cursor and holds no secret. What is printed of a result is taken from here.
 */
export const printable = <T>(value: T): T => textsIn(value, (text) => cleanLine(text));

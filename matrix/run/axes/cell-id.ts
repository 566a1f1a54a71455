import {
  type Axis,
  axisRow,
  type Coordinates,
  type KnobAxis,
  knobAxes,
  knobOf,
} from "../../domain/axes.ts";
import type { Cell, Mode } from "../../domain/cell.ts";
import { Misuse } from "../../domain/misuse.ts";
import { goesWith, hasAxis, isAllowed } from "./allowed.ts";

/** The cell at these coordinates, its id made from them. */
export const cellAt = (at: Coordinates): Cell => ({ id: formatCellId(at), ...at });

/** The keys part is written once when both sides have the same, and left out where there is none. */
export const formatCellId = (at: Coordinates): string => {
  const keys = [...new Set([at.clientKey, at.serverKey].filter((key) => key !== null))].join("-");
  const others = knobAxes
    .filter((axis) => at[axis] !== knobOf(axis).default)
    .map((axis) => `${knobOf(axis).idName}=${at[axis]}`);
  return [at.client, at.server, at.mode, keys, ...others].filter((part) => part !== "").join("/");
};

/** The value of an axis that is written like this. @throws Misuse saying what it can be */
const valueOn = <A extends Axis>(
  axis: A,
  text: string,
  id: string,
): NonNullable<Coordinates[A]> => {
  const { values, valueTitle } = axisRow(axis);
  if ("form" in values) {
    if (!values.form.test(text)) {
      const such = values.examples.at(-1);
      throw new Misuse(`cell id "${id}": "${text}" is no name of ${values.what}, such as ${such}`);
    }
  } else if (!values.includes(text)) {
    throw new Misuse(`unknown ${valueTitle} "${text}"; it can be ${values.join(", ")}`);
  }
  // The table has just said that it is one.
  return text as NonNullable<Coordinates[A]>;
};

const parseKeys = (
  mode: Mode,
  text: string | undefined,
  id: string,
): Pick<Coordinates, "clientKey" | "serverKey"> => {
  if (!hasAxis(mode, "serverKey")) {
    if (text !== undefined) throw new Misuse(`cell id "${id}": mode ${mode} has no key types`);
    return { clientKey: null, serverKey: null };
  }
  if (text === undefined) {
    throw new Misuse(`cell id "${id}": mode ${mode} needs a key type, as in ${id}/p256`);
  }
  const hasClientKey = hasAxis(mode, "clientKey");
  const [first = "", second = first, ...rest] = text.split("-");
  if (rest.length > 0 || (!hasClientKey && second !== first)) {
    throw new Misuse(
      `cell id "${id}": "${text}" is not ${hasClientKey ? "client key-server key" : "the server's key type"}`,
    );
  }
  const serverKey = valueOn("serverKey", second, id);
  return { clientKey: hasClientKey ? valueOn("clientKey", first, id) : null, serverKey };
};

type Knobs = Pick<Coordinates, KnobAxis>;

const parseKnobs = (parts: readonly string[], id: string): Knobs => {
  const knobs = new Map<KnobAxis, Coordinates[KnobAxis]>();
  for (const part of parts) {
    const [name, value = ""] = part.split("=");
    const axis = knobAxes.find((one) => knobOf(one).idName === name);
    if (axis === undefined) {
      const known = knobAxes.map((one) => knobOf(one).idName).join(", ");
      throw new Misuse(`cell id "${id}": unknown axis "${part}"; axes are ${known}`);
    }
    knobs.set(axis, valueOn(axis, value, id));
  }
  return Object.fromEntries(
    knobAxes.map((axis) => [axis, knobs.get(axis) ?? knobOf(axis).default]),
  ) as Knobs;
};

/** @throws Misuse if an axis is not at its default in a mode, or over a transport, that it does not go with. */
const checkKnobs = (mode: Mode, knobs: Knobs, id: string): void => {
  const wrong = knobAxes.filter(
    (axis) =>
      knobs[axis] !== knobOf(axis).default &&
      !isAllowed(axis, { mode, transport: knobs.transport }),
  );
  if (wrong.some((axis) => knobOf(axis).inOtherModes === "left out")) {
    const lacking = knobAxes.filter(
      (axis) => knobOf(axis).inOtherModes === "left out" && !hasAxis(mode, axis),
    );
    const titles = lacking.map((axis) => axisRow(axis).title).join(" and no ");
    throw new Misuse(`cell id "${id}": mode ${mode} has no ${titles}`);
  }
  const [axis] = wrong;
  if (axis !== undefined) {
    throw new Misuse(`cell id "${id}": ${knobOf(axis).idName} ${goesWith(axis)}`);
  }
};

/**
 * Reads an id back into its cell.
 *
 * @throws Misuse naming the part that is wrong and what it can be. Whether the implementations
 *   and the route exist is not checked here.
 */
export const parseCellId = (id: string): Cell => {
  const [client, server, modeText, ...rest] = id.split("/");
  if (!client || !server || !modeText) {
    throw new Misuse(`"${id}" is not a cell id; one reads python/go/auto-mtls/p384`);
  }
  const mode = valueOn("mode", modeText, id);
  const keys = rest[0]?.includes("=") ? undefined : rest.shift();
  const named = rest.map((part) => part.split("=")[0]);
  const twice = named.find((name, at) => named.indexOf(name) !== at);
  if (twice !== undefined) throw new Misuse(`cell id "${id}": axis ${twice} stands twice`);
  const knobs = parseKnobs(rest, id);
  checkKnobs(mode, knobs, id);
  return cellAt({ client, server, mode, ...parseKeys(mode, keys, id), ...knobs });
};

import { crossedCells } from "../axes/preset.ts";
import { readPreset } from "./read-inputs.ts";

/** Ids of the implementations that the preset `default` names: whoever names none has these. */
export const usualImplementations = async (): Promise<ReadonlySet<string>> => {
  const { content } = await readPreset("default");
  return new Set(crossedCells(content).flatMap(({ client, server }) => [client, server]));
};

import packageJson from "../../../package.json" with { type: "json" };
import { places } from "../../places.ts";
import { type KeptValues, keptValues } from "./kept-values.ts";

/** Those of this installation, as long as neither it nor its parser is another version. */
export const kept: KeptValues = keptValues(
  places.keptValues,
  `${packageJson.version} ${packageJson.dependencies.yaml}`,
);

import type { Bench } from "../bench.ts";
import type { Clause } from "../clause.ts";
import { announcing } from "./announcing.ts";
import { authenticating } from "./authenticating.ts";
import { beingAPlugin } from "./being-a-plugin.ts";
import { ending } from "./ending.ts";
import { obeyingClauses } from "./obeying.ts";
import { offeringServices } from "./offering-services.ts";
import { refusingKnobs } from "./refusing-knobs.ts";
import { storing } from "./storing.ts";
import { turningKnobs } from "./turning-knobs.ts";

/** All that harness/CONTRACT.md asks of a server and that can be seen of it alone. */
export const serverClauses: readonly Clause<Bench>[] = [
  ...announcing,
  ...ending,
  ...storing,
  ...offeringServices,
  ...authenticating,
  ...beingAPlugin,
  ...turningKnobs,
  ...refusingKnobs,
  ...obeyingClauses,
];

import type { Bench } from "../bench.ts";
import type { Clause } from "../clause.ts";
import { answering } from "./answering.ts";
import { callingClauses } from "./calling.ts";
import { connecting } from "./connecting.ts";
import { describing } from "./describing.ts";
import { hosting } from "./hosting.ts";
import { loggingKeys } from "./logging-keys.ts";
import { proceeding } from "./proceeding.ts";
import { reporting } from "./reporting.ts";
import { securing } from "./securing.ts";

/** All that harness/CONTRACT.md asks of a client and that can be seen of it alone. */
export const clientClauses: readonly Clause<Bench>[] = [
  ...answering,
  ...describing,
  ...reporting,
  ...proceeding,
  ...connecting,
  ...securing,
  ...hosting,
  ...loggingKeys,
  ...callingClauses,
];

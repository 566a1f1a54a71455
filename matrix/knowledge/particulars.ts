import type { Particular } from "./particular.ts";
import { certificateParticulars } from "./particulars/certificates.ts";
import { connectionParticulars } from "./particulars/connections.ts";
import { productParticulars } from "./particulars/products.ts";
import { programParticulars } from "./particulars/programs.ts";

/** Of those that fit the first counts: what the words themselves tell is nearer than whose product printed them. */
export const particulars: readonly Particular[] = [
  ...certificateParticulars,
  ...connectionParticulars,
  ...programParticulars,
  ...productParticulars,
];

/** Writes `rpc/descriptor.json` anew: `node harness/node/generate.ts`, after a change in `proto/`. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { readDescriptor } from "./rpc/read-descriptor.ts";

writeFileSync(
  join(import.meta.dirname, "rpc/descriptor.json"),
  `${JSON.stringify(readDescriptor(), null, 2)}\n`,
);

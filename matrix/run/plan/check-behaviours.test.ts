import { expect, test } from "vitest";
import { parseCellId } from "../axes/cell-id.ts";
import { checkBehaviours } from "./plan.ts";

test.for([
  "go/go/none/behaviour=cancel",
  "go/go/mtls/p256/behaviour=cancel",
  "go/suite/none/behaviour=large_unary",
  "go/go/none/behaviour=plugin-socket-group",
  "go/go/auto-mtls/p256/behaviour=plugin-socket-group",
])("%s is a cell", (id) => {
  expect(() => checkBehaviours([parseCellId(id)])).not.toThrow();
});

test.for([
  ["go/go/none/behaviour=dance", "there is no behaviour dance; there are four-kinds, "],
  [
    "go/go/auto-mtls/p256/behaviour=cancel",
    "behaviour cancel does not go with mode auto-mtls; it can be none, tls, mtls",
  ],
  [
    "go/go/mtls/p256/behaviour=plugin-socket-group",
    "behaviour plugin-socket-group does not go with mode mtls; it can be none, auto-mtls",
  ],
] as const)("%s is none: %s", ([id, why]) => {
  expect(() => checkBehaviours([parseCellId(id)])).toThrow(`${id}: ${why}`);
});

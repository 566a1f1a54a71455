/** Records with fields: one that says later what came of the same. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const refused = "dial tcp 10.9.0.4:8443: connect: connection refused";

test.for([
  ...["host", "hostname", "name", "env", "environment", "version", "region", "zone", "cluster"],
  ...["namespace", "pod", "pod_name", "node", "node_ip", "container", "stream", "v"],
])("what has its %s alone in common with a fault is of another thing", (name) => {
  const record = (fields: object) => JSON.stringify({ [name]: "x7", ...fields });
  const failed = record({ msg: "price lookup failed", err: refused });
  expect(tells(failed, record({ msg: "cache refresh completed" }))).toBe("cause");
  expect(tells(failed, record({ msg: "price lookup completed" }))).toBe("over");
});

test("an object of JSON within a line has fields as well", () => {
  const failed = `10:00:00 sync of {"id":"4","of":"kv","as":"x"} failed: ${refused}`;
  expect(tells(failed, '10:00:09 {"as":"x","id":"4","of":"kv"} is completed')).toBe("over");
  expect(tells(failed, '10:00:09 {"as":"x","id":"5","of":"kv"} is completed')).toBe("cause");
});

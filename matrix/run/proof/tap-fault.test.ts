import { expect, test } from "vitest";
import { HarnessFault } from "../supervise/worker.ts";
import { checkDialled } from "./tap-fault.ts";

test.for([
  "connect EMFILE 127.0.0.1:40001 - Local (undefined:undefined)",
  "connect EADDRNOTAVAIL 127.0.0.1:40001 - Local (0.0.0.0:0)",
])("this machine's limit is a fault of the harness: %s", (dialError) => {
  expect(() => checkDialled([{ dialError: null }, { dialError }])).toThrow(
    new HarnessFault(`a tap could not dial the server: ${dialError}`),
  );
});

test.for([
  null,
  "connect EAGAIN /tmp/kv.sock",
  "connect ECONNREFUSED 127.0.0.1:1",
  "connect ENOENT /tmp/kv.sock",
])("what the server does is evidence: %s", (dialError) => {
  expect(() => checkDialled([{ dialError }])).not.toThrow();
});

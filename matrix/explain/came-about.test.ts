/** What a person says that a program printed, in back-ticks. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (text: string) => explain([{ name: "-", text }]).tells;
const error = "`error: could not read plugin [/opt/kv/plugin] stdout: EOF`";

test.for([
  "crash with",
  "crashes with",
  "crashed with",
  "crashing on",
  "fail with",
  "fails with",
  "failed with:",
  "failing on",
  "aborts with",
  "aborted by",
  "abort with",
  "aborting with",
  "get the error",
  "gets this error:",
  "got an error",
  "getting the following error saying",
  "see the error message",
  "seeing this error",
  "saw an error",
  "hit the error",
  "hitting this error",
  "throws an error",
  "threw this error",
  "prints the errors",
  "printed a message",
])("the plan %s it", (words) => {
  expect(tells(`We start the plan, it loads and ${words} ${error}.`)).toBe("cause");
});

test.for([
  `The reader looks for ${error} in the log.`,
  `We start the plan and it would crash with ${error}.`,
  `It could fail with ${error}, for example.`,
  `Does it crash with ${error}?`,
])("%s", (text) => {
  expect(tells(text)).not.toBe("cause");
});

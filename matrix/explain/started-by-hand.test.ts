/** A plugin that was started by hand, beside what its host says. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const ofHost = `* Unrecognized remote plugin message:

This usually means that the plugin is either invalid or simply
needs to be recompiled to support the latest protocol.
`;
const ofPlugin =
  "This binary is a plugin. These are not meant to be executed directly.\nPlease execute the program that consumes these plugins, which will\nload any plugins automatically\n";

const decidedCookie = (text: string) =>
  explain([{ name: "-", text }]).diagnosis.causes.some(
    ({ code, decided }) => code === "cookie-mismatch" && decided,
  );

test.for([
  ofHost,
  "Failed to read any lines from plugin's stdout\n",
  "error creating database object: plugin exited before we could connect\n",
])("what its host says: %s", (said) => {
  expect(decidedCookie(`${said}\n./kv-plugin\n${ofPlugin}`)).toBe(false);
  expect(decidedCookie(`${said}\n${ofPlugin}`)).toBe(true);
});

test.for<readonly [string, string, boolean]>([
  ["by its path", `${ofHost}\n./kv-plugin\n${ofPlugin}`, false],
  ["by a path from home", `${ofHost}\n~/bin/kv\n${ofPlugin}`, false],
  ["by a whole path", `${ofHost}\n/opt/plugins/kv\n${ofPlugin}`, false],
  ["behind a prompt", `${ofHost}\nuser@host:~$ ./kv-plugin --help\n${ofPlugin}`, false],
  ["as root", `${ofHost}\n# sudo /opt/plugins/kv\n\n${ofPlugin}`, false],
  ["before the host did", `./kv-plugin\n${ofPlugin}\n${ofHost}`, false],
  ["and no host speaks", `./kv-plugin\n${ofPlugin}`, true],
  ["by its host, which passes it on", `${ofHost}\n${ofPlugin}`, true],
  ["by its host, as a sentence says", `${ofHost}\nits log has this:\n${ofPlugin}`, true],
])("started %s", ([, text, decided]) => {
  expect(decidedCookie(text)).toBe(decided);
});

/** A program that breaks down while another calls it. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const first = (...lines: readonly string[]) => {
  const [cause] = explain([{ name: "-", text: `${lines.join("\n")}\n` }]).diagnosis.causes;
  return `${cause?.code} ${cause?.side}${cause?.decided ? "!" : ""}`;
};

const crashed = "exited-mid-call server!";
const lost = "rpc error: code = Unavailable desc = error reading from server: EOF";
const reset = "14 UNAVAILABLE: read ECONNRESET";

test.for([
  ["Go", "store-1  | panic: runtime error: invalid memory address or nil pointer dereference"],
  ["Go, out of stack", "store-1  | fatal error: stack overflow"],
  ["C++", "store-1  | terminate called after throwing an instance of 'std::bad_alloc'"],
  ["the JVM", "store-1  | # A fatal error has been detected by the Java Runtime Environment:"],
  ["Compose", "store-1 exited with code 139"],
  ["systemd", "store.service: Main process exited, code=killed, status=11/SEGV"],
] as const)("a call was under way: %s", ([, line]) => {
  expect(first("store-1  | listening", line, `shop-1   | ERROR list: ${lost}`)).toBe(crashed);
  expect(first(`shop-1   | ERROR list: ${reset}`, line)).toBe(crashed);
});

test.for([
  ["it is the client itself", `shop-1   | ERROR list: ${lost}`, "shop-1   | panic: lost it"],
  ["it was asked to end", `shop-1   | ERROR list: ${lost}`, "store-1 exited with code 143"],
  ["it was done", `shop-1   | ERROR list: ${lost}`, "store-1 exited with code 0"],
  ["nobody says whose words they are", `ERROR list: ${lost}`, "panic: oh"],
] as const)("not known to be its server: %s", ([, ...lines]) => {
  expect(first(...lines)).not.toBe(crashed);
});

test("of three programs any may be the one that was called", () => {
  const lines = ["mail-1   | ready", "store-1 exited with code 2"];
  expect(first(...lines, `shop-1   | ERROR list: ${lost}`)).toBe("exited-mid-call server");
  expect(first(...lines, `shop-1   | ERROR list of store-1: ${lost}`)).toBe(crashed);
});

test("a connection that had come up was not refused", () => {
  const mayHaveEnded = (line: string) =>
    explain([{ name: "-", text: `${line}\n` }]).diagnosis.causes.some(
      ({ code }) => code === "exited-mid-call",
    );
  expect(mayHaveEnded(lost)).toBe(true);
  expect(mayHaveEnded(lost.replace("from server", "server preface"))).toBe(false);
});

import { expect, test } from "vitest";
import type { Axis } from "../../domain/axes.ts";
import { goesWith, isAllowed } from "./allowed.ts";

test.for([
  ["clientCertificate", "goes with mode mtls"],
  ["serverCertificate", "goes with the modes tls and mtls"],
  ["tlsVersion", "goes with the modes tls, mtls and auto-mtls"],
  ["route", "goes with the modes none, tls and mtls, over tcp"],
] as const satisfies readonly (readonly [Axis, string])[])("%s %s", ([axis, sentence]) => {
  expect(goesWith(axis)).toBe(sentence);
});

test.for([
  ["route", "mtls", "tcp", true],
  ["route", "mtls", "unix", false],
  ["route", "auto-mtls", "tcp", false],
  ["group", "none", "tcp", false],
  ["group", "tls", "unix", true],
  ["transport", "none", "unix", true],
  ["clientKey", "tls", "tcp", false],
  ["clientKey", "auto-mtls", "tcp", true],
] as const)("%s in mode %s over %s: %s", ([axis, mode, transport, allowed]) => {
  expect(isAllowed(axis, { mode, transport })).toBe(allowed);
});

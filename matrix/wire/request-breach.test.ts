import { expect, test } from "vitest";
import { requestBreach } from "./request-breach.ts";

const right = {
  ":method": "POST",
  ":path": "/proto.KV/Put",
  "content-type": "application/grpc+proto",
  "grpc-timeout": "99999999n",
  te: "trailers",
};

const breachWith = (change: Readonly<Record<string, string | null>>) =>
  requestBreach(
    Object.entries({ ...right, ...change }).flatMap(([name, value]) =>
      value === null ? [] : [{ name, value }],
    ),
  );

test.for<readonly [string, Readonly<Record<string, string | null>>, string | null]>([
  ["a right request", {}, null],
  ["no timeout", { "grpc-timeout": null }, null],
  ["the fields of a reply", { ":method": null, te: null }, null],
  ["GET", { ":method": "GET" }, 'the method "GET", where POST has to be'],
  ["no content-type", { "content-type": null }, "no content-type"],
  ["JSON", { "content-type": "application/json" }, 'content-type "application/json"'],
  [
    "a timeout below zero",
    { "grpc-timeout": "-1S" },
    'grpc-timeout "-1S", which is not one to eight digits and a unit',
  ],
  [
    "nine digits",
    { "grpc-timeout": "100000000m" },
    'grpc-timeout "100000000m", which is not one to eight digits and a unit',
  ],
  [
    "an unknown unit",
    { "grpc-timeout": "1s" },
    'grpc-timeout "1s", which is not one to eight digits and a unit',
  ],
  ["no te", { te: null }, "no te: trailers"],
  ["another te", { te: "gzip" }, 'te "gzip"'],
])("%s", ([, change, breach]) => {
  expect(breachWith(change)).toBe(breach);
});

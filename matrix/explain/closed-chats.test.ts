import { expect, test } from "vitest";
import { explain } from "./explain.ts";

const tells = (...messages: readonly (readonly [user: string, text: string])[]) => {
  const lines = messages.map(([user, text]) => JSON.stringify({ ts: "1717228800.1", user, text }));
  return explain([{ name: "-", text: `[${lines.join(",\n ")}]\n` }]).tells;
};

const fault = ["U1", "prod: `dial tcp 10.0.0.7:443: connect: connection refused`"] as const;

test.for(["works again", "all green again", "it's fixed", "that one is resolved"])(
  "a chat that ends with %j tells of what is over",
  (end) => {
    expect(tells(fault, ["U2", "scaled it up"], ["U1", end])).toBe("mention");
  },
);

test.for(["still no luck", "not fixed", "when it works again, tell me"])(
  "a chat that ends with %j does not",
  (end) => {
    expect(tells(fault, ["U2", "scaled it up"], ["U1", end])).toBe("cause");
  },
);

test("what one program writes is no chat", () => {
  expect(tells(fault, ["U1", "works again"])).toBe("cause");
});

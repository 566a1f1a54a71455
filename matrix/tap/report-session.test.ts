import { expect, test } from "vitest";
import { cellEvidence, connection, processEvidence } from "../tooling/test/evidence.ts";
import { hostileText } from "../tooling/test/hostile-text.ts";
import type { RecordedSession } from "./record-session.ts";
import { reportSession } from "./report-session.ts";
import type { Privacy } from "./session-privacy.ts";

const one = connection({ dialError: `connect ECONNREFUSED ${hostileText}` });

const recorded: RecordedSession = {
  hasNews: () => false,
  connections: () => [{ number: 1, evidence: one }],
  forgotten: () => new Map(),
  capture: () => ({ connections: [], secrets: null }),
};

const textOf = (privacy: Privacy): string => {
  const evidence = cellEvidence({
    connections: [one],
    handshakeLine: hostileText,
    server: processEvidence({ stderr: hostileText }),
  });
  const { files, text } = reportSession(
    { evidence, atMs: 10_000, endedBy: null },
    recorded,
    { client: "client", server: hostileText },
    privacy,
  );
  const { "capture.pcapng": _, ...texts } = files;
  return [text, ...Object.values(texts)].join("\n");
};

const kept = { payload: "kept", credentials: "redacted" } as const;

test("no file of a session has what moves a cursor, a key, a token or a secret", () => {
  const text = textOf(kept);
  expect(text).toContain("ECONNREFUSED");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066]/);
  expect(text).not.toMatch(
    /BEGIN EC|hostilehostile|abcdefghijklmnopqrstuvwxyz0123456789|(?:cd){20}/,
  );
});

test("credentials are shown where they are asked for, and nothing else", () => {
  const text = textOf({ ...kept, credentials: "shown" });
  expect(text).toContain("abcdefghijklmnopqrstuvwxyz0123456789");
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  expect(text).not.toMatch(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028-\u202e\u2066]/);
});

test("that payloads are left out is said", () => {
  expect(textOf({ ...kept, payload: "left-out" })).toContain("payloads are left out");
  expect(textOf(kept)).not.toContain("payloads are left out");
});

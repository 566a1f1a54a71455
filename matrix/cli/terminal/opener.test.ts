import { expect, test } from "vitest";
import { openerOf } from "./opener.ts";

const address = "file:///runs/report.html#cell=go%2Fgo%2Fnone";

test.for([
  { platform: "linux", environment: {}, opener: null },
  { platform: "linux", environment: { DISPLAY: "" }, opener: null },
  { platform: "linux", environment: { DISPLAY: ":0" }, opener: ["xdg-open", address] },
  { platform: "linux", environment: { WAYLAND_DISPLAY: "w" }, opener: ["xdg-open", address] },
  { platform: "darwin", environment: {}, opener: ["open", address] },
  { platform: "win32", environment: {}, opener: ["cmd", "/c", "start", "", address] },
] as const)("$platform with $environment: $opener", ({ platform, environment, opener }) => {
  expect(openerOf(platform, environment, address)).toEqual(opener);
});

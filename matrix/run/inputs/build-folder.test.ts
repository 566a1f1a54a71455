import { join } from "node:path";
import { expect, test } from "vitest";
import { places } from "../../places.ts";
import { buildFolder } from "./build-folder.ts";

const builds = join(places.builds, "implementations");

test("the tool's own go by their ids, without a colon", () => {
  expect(buildFolder("go:fips", join(places.harness, "go"))).toBe(join(builds, "go+fips"));
});

test("two projects with an implementation of one id do not build over one another", () => {
  const [one, other] = ["/one/ruby", "/other/ruby"].map((folder) => buildFolder("ruby", folder));
  expect(one).toMatch(/\/implementations\/ruby-[0-9a-f]{8}$/);
  expect(other).toMatch(/\/implementations\/ruby-[0-9a-f]{8}$/);
  expect(one).not.toBe(other);
});

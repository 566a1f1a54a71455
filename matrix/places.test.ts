import { expect, test } from "vitest";
import { checkoutPlaces, packagePlaces } from "./places.ts";

const home = "/home/somebody";

const writtenTo = (environment: NodeJS.ProcessEnv) => {
  const { builds, recordings, own } = packagePlaces("/package", "1.2.3", { environment, home });
  return { builds, recordings, own };
};

test("an installed package writes to the user's cache and state alone", () => {
  expect(writtenTo({})).toEqual({
    builds: "/home/somebody/.cache/handshake-matrix/1.2.3-0637cf5e",
    recordings: "/home/somebody/.local/state/handshake-matrix/taps",
    own: {
      builds: "/home/somebody/.cache/handshake-matrix",
      recordings: "/home/somebody/.local/state/handshake-matrix",
    },
  });
});

test("the user's own places are kept to, where they are absolute", () => {
  expect(writtenTo({ XDG_CACHE_HOME: "/fast", XDG_STATE_HOME: "state" })).toMatchObject({
    builds: "/fast/handshake-matrix/1.2.3-0637cf5e",
    recordings: "/home/somebody/.local/state/handshake-matrix/taps",
  });
});

test("two installations of a version build apart", () => {
  const [one, other] = ["/one", "/other"].map(
    (root) => packagePlaces(root, "1.2.3", { environment: {}, home }).builds,
  );
  expect(one).not.toBe(other);
});

test("a checkout writes below itself alone", () => {
  const { builds, compileCache, recordings, own } = checkoutPlaces("/checkout", null);
  expect({ builds, compileCache, recordings, own }).toEqual({
    builds: "/checkout/.build",
    compileCache: "/checkout/.build/compile-cache",
    recordings: "/checkout/matrix-results/taps",
    own: { builds: "/checkout/.build", recordings: "/checkout/matrix-results/taps" },
  });
});

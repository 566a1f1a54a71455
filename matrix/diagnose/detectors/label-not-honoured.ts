import { nothingArrived, ofCell, quoted } from "../rule.ts";

/** The calls succeeded over a connection that is not the one the cell asked for. */
export const labelNotHonoured = ofCell({
  code: "label-not-honoured",
  diagnose: ({ labelDifferences, evidence, steps }) => {
    if (evidence.connections.length === 0 && steps.some(({ passed }) => passed)) {
      return {
        side: "client",
        decided: true,
        sentence: "The client reports calls that succeeded, and never connected to the server.",
        matched: [
          nothingArrived,
          quoted(
            "client",
            `passed: ${steps
              .filter(({ passed }) => passed)
              .map(({ name }) => name)
              .join(", ")}`,
          ),
        ],
        remedy: "report what the library saw",
      };
    }
    if (labelDifferences.length === 0) return undefined;
    return {
      side: "harness",
      decided: true,
      sentence: "The connection was not the one that the cell asked for.",
      matched: labelDifferences.map((text) => quoted("orchestrator", text)),
      remedy: "make the implementation do what it was asked, or answer unsupported",
    };
  },
});

import type { Implementation } from "../domain/implementation.ts";
import type { Description } from "../domain/prove.ts";
import type { ImplementationVersions } from "../domain/run-result.ts";
import type { Plan } from "./plan/plan.ts";
import type { Program } from "./supervise/program.ts";

export type Describable = Readonly<{
  plan: Plan;
  implementations: readonly Implementation[];
  /** What runs of each implementation that can. */
  programs: ReadonlyMap<string, Program>;
  /** What a language's client said of its stack before the run; it may not live to say it again. */
  descriptions: ReadonlyMap<string, Description>;
}>;

/**
 * The implementations of a plan that can run, with their versions.
 *
 * @param answer - what a client that runs says of itself; undefined where it does not live to say it.
 */
export const describedImplementations = async (
  { plan, implementations, programs, descriptions }: Describable,
  answer: (id: string) => Promise<Description | undefined>,
): Promise<readonly ImplementationVersions[]> => {
  const used = implementations.filter(({ id }) =>
    plan.cells.some((cell) => cell.client === id || cell.server === id),
  );
  // A variant can have another TLS library. A server is of the same stack as its language's clients: one of them describes it.
  const describer = ({ id, language }: Implementation) =>
    plan.clients.includes(id)
      ? id
      : (used.find((one) => one.language === language && plan.clients.includes(one.id))?.id ??
        language);
  const described = await Promise.all(
    used.map(async (implementation) => {
      const { id, title, language, thirdParty } = implementation;
      const program = programs.get(id)?.digest;
      if (program === undefined) return [];
      const before = descriptions.get(language);
      const now =
        before && thirdParty === null ? await answer(describer(implementation)) : undefined;
      const description = now ?? before;
      if (!description) return [];
      const { stack, runtime, tls } = description;
      const shows = thirdParty ? { shows: thirdParty.shows } : {};
      return [{ id, title, program, ...shows, stack, runtime, tls }];
    }),
  );
  return described.flat();
};

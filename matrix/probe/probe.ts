import { X509Certificate } from "node:crypto";
import { rootCertificates } from "node:tls";
import type { ProbeReport } from "../domain/probe-report.ts";
import { usualStacks } from "../knowledge/stacks.ts";
import { certificateFacts } from "../wire/certificate-facts.ts";
import { clientsRung, forecastsOf, grpcRung } from "./grpc-rungs.ts";
import { withKeptOut } from "./kept-out.ts";
import { runLadder, type Surroundings } from "./ladder.ts";
import { connectRung, resolveRung, speaksRung } from "./network-rungs.ts";
import { proxyDecisions } from "./proxy-variables.ts";
import type { Question } from "./question.ts";
import { resolveTarget } from "./resolve-target.ts";
import { shownTarget } from "./target.ts";
import { alpnRung, tlsRung } from "./tls-rungs.ts";
import { unsteadyDiagnosis } from "./told-unsteady.ts";

/** @param environment - whose proxy variables count. */
export const probe = async (
  question: Question,
  environment: Readonly<Record<string, string | undefined>>,
  resolve: Surroundings["resolve"] = resolveTarget,
): Promise<ProbeReport> => {
  const begun = performance.now();
  const seen = await runLadder(question, { resolve, defaultRoots: nodesRoots });
  const { target } = question;
  const now = Date.now();
  const proxies =
    target.kind === "tcp"
      ? proxyDecisions(target.host, target.port, environment, [
          ...new Set([...usualStacks, ...question.stacks]),
        ])
      : [];
  const forecasts = forecastsOf(seen, question, proxies, now);
  const own = seen.attempts[0]?.diagnosis ?? (await unsteadyDiagnosis(seen.steadiness));
  return {
    target: shownTarget(target),
    rungs: [
      resolveRung(seen, question, proxies, environment),
      connectRung(seen, question),
      speaksRung(seen, question),
      tlsRung(seen, question, now),
      alpnRung(seen, question),
      grpcRung(seen, question),
      clientsRung(seen, question, forecasts),
    ],
    diagnosis: await withKeptOut(own, forecasts, seen.attempts, shownTarget(target)),
    elapsedMs: performance.now() - begun,
  };
};

const nodesRoots = () =>
  rootCertificates.flatMap((pem) => certificateFacts(new X509Certificate(pem).raw) ?? []);

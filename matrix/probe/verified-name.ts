import { clientStacks, type StackName } from "../knowledge/stacks.ts";
import type { Question } from "./question.ts";

/** The name that a stack's client sends and wants in the certificate: some take the authority, where one is set. */
export const verifiedName = (
  stack: StackName,
  { serverName, authority, given }: Question,
): string => {
  const isAuthorityAlone = given.includes("authority") && !given.includes("server-name");
  if (!isAuthorityAlone || clientStacks[stack].verifies === "what it dials") return serverName;
  return authority.replace(/:\d+$/, "").replace(/^\[(.+)\]$/, "$1");
};

/** The question as a stack's client asks it. */
export const asAsked = (question: Question, stack: StackName | null): Question =>
  stack === null ? question : { ...question, serverName: verifiedName(stack, question) };

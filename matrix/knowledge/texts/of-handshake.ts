import type { Fact } from "../../domain/fact.ts";

/** What an error of a library states where its handshake function gives it: a connection that ended then ended in the handshake. */
export const ofHandshake = (fact: Fact | undefined): Fact | undefined =>
  fact?.fact === "closed" ? { fact: "closed-in-handshake" } : fact;

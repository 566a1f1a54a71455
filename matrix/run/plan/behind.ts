import type { Cell } from "../../domain/cell.ts";
import type { Route } from "../../domain/route.ts";

/** The route of a cell; null where it is direct, or not among those given. */
export const routeOf = ({ route }: Pick<Cell, "route">, routes: readonly Route[]): Route | null =>
  routes.find(({ name }) => name === route) ?? null;

type Listened = Pick<Cell, "mode" | "serverKey" | "serverCertificate">;

/**
 * What the server of a cell has to listen for. Behind an intermediary that ends TLS it speaks in the clear;
 * behind one that begins TLS anew its certificate is sound, since the client sees the intermediary's.
 */
export const behind = <T extends Listened>(cell: T, route: Route | null): T => {
  switch (route?.tls) {
    case undefined:
    case "passthrough":
      return cell;
    case "terminate":
      return { ...cell, mode: "none", serverKey: null, serverCertificate: null };
    case "reencrypt":
      return { ...cell, serverCertificate: null };
  }
};

import { http2ErrorNames } from "../../domain/http2-errors.ts";

const plainNames = new Map(http2ErrorNames.map((name) => [name.replaceAll("_", ""), name]));

/** An error code of HTTP/2 by its name in RFC 9113, as any stack spells it: `enhance_your_calm`, `EnhanceYourCalm`; null for what is none. */
export const http2CodeNamed = (text: string | undefined): string | null =>
  plainNames.get((text ?? "").replace(/[\W_]/g, "").toUpperCase()) ?? null;

/** The runtime of a program, and the TLS library in it. */
export interface Runtime {
  readonly name: string;
  readonly version: string;
  readonly tls: { readonly name: string; readonly version: string };
  /** Whether connections emit their TLS secrets as Node's `keylog` event. */
  readonly tellsSecrets: boolean;
  /** Whether a server's `ecdhCurve` limits it. */
  readonly limitsGroups: boolean;
}

/** Bun and Deno pass for a Node with OpenSSL, and name themselves beside that. */
export function runtimeOf(versions: Readonly<NodeJS.Dict<string>>): Runtime {
  const { bun, boringssl, deno, node = "", openssl = "" } = versions;
  if (bun !== undefined) {
    // A commit: BoringSSL has no versions.
    const version = boringssl?.slice(0, 12) ?? `bundled with Bun ${bun}`;
    const tls = { name: "BoringSSL", version };
    return { name: "Bun", version: bun, tls, tellsSecrets: true, limitsGroups: true };
  }
  if (deno !== undefined) {
    const tls = { name: "rustls", version: `bundled with Deno ${deno}` };
    return { name: "Deno", version: deno, tls, tellsSecrets: false, limitsGroups: false };
  }
  const tls = { name: "OpenSSL", version: openssl };
  return { name: "Node.js", version: node, tls, tellsSecrets: true, limitsGroups: true };
}

export const runtime = runtimeOf(process.versions);

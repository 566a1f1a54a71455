import type { HostTakes } from "../domain/evidence.ts";

/**
 * @param protocolVersions - PLUGIN_PROTOCOL_VERSIONS of the plugin's environment ("5,6"); null where the host sets none.
 */
export const hostTakes = (protocolVersions: string | null): HostTakes | undefined => {
  const versions = protocolVersions?.split(",").filter((version) => version !== "") ?? [];
  return versions.length > 0 ? { versions, protocols: null } : undefined;
};

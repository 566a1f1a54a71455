/**
 * The platform's own way to open an address, as argv, or null where nobody would see it.
 *
 * @param environment - says on Linux whether there is a display.
 */
export const openerOf = (
  platform: NodeJS.Platform,
  environment: NodeJS.ProcessEnv,
  address: string,
): readonly [command: string, ...argv: string[]] | null => {
  switch (platform) {
    case "darwin":
      return ["open", address];
    case "win32":
      // The first argument in quotes would be a window's title.
      return ["cmd", "/c", "start", "", address];
    default:
      return environment["DISPLAY"] || environment["WAYLAND_DISPLAY"]
        ? ["xdg-open", address]
        : null;
  }
};

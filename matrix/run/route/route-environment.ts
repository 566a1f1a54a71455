/** Debian keeps servers in folders that are not on an ordinary user's PATH. */
const serverFolders = ["/usr/local/sbin", "/usr/sbin", "/sbin"];

/** What an intermediary is looked for and started with. */
export const routeEnvironment = (environment: NodeJS.ProcessEnv): Readonly<{ PATH: string }> => ({
  PATH: [environment["PATH"] ?? "", ...serverFolders].filter((part) => part !== "").join(":"),
});

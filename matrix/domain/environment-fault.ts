/**
 * The machine, not the user and not the tool, is what a command cannot go on with: no space, no descriptor, a folder
 * that went. `message` is one sentence that says what was wrong, where, and what would be right.
 */
export class EnvironmentFault extends Error {
  override readonly name = "EnvironmentFault";
}

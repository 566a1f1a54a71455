/** A knob of the contract that this stack cannot turn. The message names the knob and the reason. */
export class Unsupported extends Error {
  override readonly name = "Unsupported";
}

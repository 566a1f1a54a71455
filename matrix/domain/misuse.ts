/** The tool was used wrongly: `message` is one sentence that names what was wrong and what would be right. */
export class Misuse extends Error {
  override readonly name = "Misuse";
}

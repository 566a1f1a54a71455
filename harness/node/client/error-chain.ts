/** The texts of an error's causes, outermost first, without the error's own. */
export function errorChain(error: Error): string[] {
  const texts: string[] = [];
  for (let { cause } = error; cause !== undefined; ) {
    texts.push(cause instanceof Error ? cause.message : String(cause));
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  return texts;
}

/**
 * The first line of an error's message. Of OpenSSL's, which is `thread:error:code:library:function:reason:file:line:data`
 * (ERR_print_errors(3)), without thread and what follows the reason.
 */
export const firstLine = ({ message }: Error): string => {
  const line = (message.split("\n")[0] ?? "").trim();
  return /^[0-9A-F]{8,16}:(error:[^:]*:[^:]*:[^:]*:[^:]*)/.exec(line)?.[1] ?? line;
};

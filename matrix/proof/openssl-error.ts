/**
 * The first line of an error's message. Of OpenSSL's, which is
 * `thread:error:code:library:function:reason:file:line:` (ERR_error_string_n(3)), without thread, file and line.
 */
export const firstLine = ({ message }: Error): string => {
  const line = (message.split("\n")[0] ?? "").trim();
  return /^[0-9A-F]{8,16}:(error:[^:]*:[^:]*:[^:]*:[^:]*)/.exec(line)?.[1] ?? line;
};

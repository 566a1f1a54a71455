/** The reason in an error line of OpenSSL (ERR_print_errors(3)); a text without one as it is, up to its first line end. */
export const opensslReason = (message: string): string => {
  const [, reason] =
    /:error:[0-9A-F]{8}:[^:]{0,100}:[^:]{0,100}:([^:]{1,200}):/.exec(message) ?? [];
  const number = /SSL alert number (\d+)/.exec(message)?.[1];
  if (reason === undefined) return (message.split("\n")[0] ?? "").trim();
  return number === undefined
    ? reason
    : `${reason.replace(/^(ssl\/tls|tlsv?[\d.]*|sslv3) /, "")} (${number})`;
};

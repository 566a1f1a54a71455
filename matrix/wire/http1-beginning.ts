/** A request's method with the space after it; a status line's version (RFC 9112 sections 3 and 4). */
const beginning = /^(?:HTTP\/1\.|(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|CONNECT|PATCH) \S)/;

/** What of a stream's beginning says nothing but HTTP: the method, or the version and the status code. */
const ownPart =
  /^(?:HTTP\/1\.(?:\d(?: [1-5]\d\d(?=[ \r\n\0]|$))?)?|(?:GET|HEAD|POST|PUT|DELETE|OPTIONS|CONNECT|PATCH) )/;

/** Whether a stream that begins so is one of HTTP/1; bytes as characters. */
export const isHttp1 = (text: string): boolean => beginning.test(text);

/** Whether it is a client's then. */
export const isHttp1Request = (text: string): boolean =>
  isHttp1(text) && !text.startsWith("HTTP/1.");

/** How many of a stream's first bytes are HTTP/1's own: "GET ", "HTTP/1.1 400". What follows is the application's. */
export const http1OwnBytes = (text: string): number => ownPart.exec(text)?.[0].length ?? 0;

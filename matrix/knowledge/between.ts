/**
 * Whether somebody stands before the server that was dialled. `none shown`: the answer was read, and nothing in it names
 * anybody; `unknown`: nobody could look.
 */
export type Between = "shown" | "none shown" | "unknown";

/**
 * Values of the field `server` of what is never the server itself. nginx, Apache and Caddy are not among them: they serve
 * pages of their own as often as those of others.
 */
export const isProxyName = (server: string): boolean =>
  /^(?:(?:istio-)?envoy|awselb|cloudflare|cloudfront|akamaighost|varnish|squid|haproxy|google frontend|ats)\b/i.test(
    server,
  );

/** Text as nobody means well with: each part would do harm in some format. */
export const hostileText = [
  "\u001b[31mred\u001b]0;title\u0007",
  "\u009b2J",
  "\u202eturned\u2066",
  "\u2028line",
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "</sup><!-- ",
  "| bar | \\| ",
  "```\n# heading\n- list\n",
  "`code` [link](javascript:alert(1)) ![i](http://x.example/p) **bold** _it_ ~~s~~ &lt;b&gt;",
  "\r\nmatrix: all as expected\n",
  "-----BEGIN EC PRIVATE KEY-----\nMHcCAQEEIBhostilehostilehostilehostilehostilehoAoGCCqGSM49\n-----END EC PRIVATE KEY-----\n",
  "authorization: Bearer abcdefghijklmnopqrstuvwxyz0123456789",
  `CLIENT_RANDOM ${"ab".repeat(32)} ${"cd".repeat(48)}`,
].join(" ");

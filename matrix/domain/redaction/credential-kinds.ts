/** What stands before a secret, and what a secret of that kind looks like. */
export type CredentialKind = Readonly<{
  /** Of which a text has one at least, in lower case, if it has a secret of the kind. */
  words: readonly string[];
  before: RegExp;
  /** Sticky; what is no secret where one could begin. */
  unless?: RegExp;
  /** Sticky; may be empty. */
  has: RegExp;
  shortest: number;
}>;

const hexadecimal = /[0-9a-f]*/iy;
export const value = /[^ \t\n,;&"'{}[\]`]*/y;
/** Of cookies; one may be in quotes (RFC 6265 section 4.1.1). */
const cookies = /(?:[^\n"'[=]|="[^"\n]*"|=)*/y;
const token = /[A-Za-z0-9._~+/=-]*/y;
const element = /[^<\n]*/y;

/** What follows a flag in prose ("--token is required"), in a usage ("--token TOKEN"), or as the next flag. */
const notAValue =
  /-|<|(?:password|passphrase|pass|token|secret|key|api[-_]?key|string|value|file|text|an?|and|are|as|by|can|cannot|could|does|flags?|for|from|given|has|have|if|in|instead|is|may|must|needs?|not|of|on|only|options?|or|parameter|requires?|set|should|takes?|that|the|then|to|twice|was|were|when|which|will|with|without|would)\b/iy;

/** A short word or one that another follows, as prose has it behind a colon; or what follows a flag in prose. */
const aWord = new RegExp(
  `${notAValue.source}|[a-z]{1,11}(?![a-z0-9!@#$%^*+=._~/-])|[a-z]{1,20}(?= [a-z])`,
  "iy",
);

/** What stands in a secret's place where somebody is told to put one: "<token>", "$TOKEN", "…". */
const placeholder = /(?:<[a-z][a-z _-]{0,30}>|\$\{?[A-Z][A-Z_]{0,40}\}?|…|\.{3})(?![^\s'"`;,)])/y;

/** What is said of credentials, and is none: require_client_auth=True. */
const aSwitch = /(?:true|false)(?![\w!@#$%^*+=.~/-])/iy;

/** A quote, in JSON in JSON too. */
const quote = String.raw`\\{0,8}["']`;

/** What a key that is a secret is named after. */
const keyOwners =
  "api|private|access|account|encryption|signing|master|shared|session|storage|secret";

/** How the name of a credential ends. */
const credential = [
  "passw(?:or)?d|passwort|passphrase|passcode|[_-]pass|[_;]pwd",
  "secret|token|[_-]auth",
  `(?:${keyOwners})[_-]?key(?:[_-]base)?`,
].join("|");

const inCredential = [
  ...[
    "passw",
    "passphrase",
    "passcode",
    "_pass",
    "-pass",
    "_pwd",
    ";pwd",
    "secret",
    "token",
    "_auth",
    "-auth",
    "_key",
    "-key",
  ],
  ...keyOwners.split("|").map((owner) => `${owner}key`),
];

/** The scheme of credentials in a header field (RFC 9110 section 11.1), which stays. */
const scheme =
  "(?:bearer|basic|digest|negotiate|ntlm|token|apikey|api-key|key|hmac|hawk|mac|dpop|oauth|vapid|ssws|scram-sha-(?:1|256))";

export const credentialKinds: readonly CredentialKind[] = [
  // Labels of RFC 9850 section 3, and those of NSS before it; the client's random, which stays, then the secret.
  {
    words: ["_random", "_secret", "ech_config"],
    before:
      /\b(?:CLIENT_RANDOM|PMS_CLIENT_RANDOM|(?:QUIC_)?(?:CLIENT|SERVER)_(?:EARLY_TRAFFIC_SECRET|HANDSHAKE_TRAFFIC_SECRET|TRAFFIC_SECRET_[0-9]{1,9})|(?:EARLY_)?EXPORTER_SECRET|ECH_SECRET|ECH_CONFIG)[ \t:=]{1,4}[0-9a-f]{2,128}[ \t:=]{1,4}/gi,
    has: hexadecimal,
    shortest: 2,
  },
  {
    words: ["rsa ", "rsa\t"],
    before: /\bRSA[ \t][0-9a-f]{16}[ \t]/gi,
    has: hexadecimal,
    shortest: 96,
  },
  // What `openssl s_client` and its like print of a session.
  {
    words: ["master-key", "master secret", "master_secret", "psk:", "psk ", "psk=", "psk\t"],
    before:
      /\b(?:master-key|master[ _]secret|pre-?master[ _]secret|resumption psk|psk)[ \t]{0,8}[:=][ \t]{0,8}/gi,
    has: hexadecimal,
    shortest: 16,
  },
  // Header fields that carry credentials, as logs, traces and programs' own lists print them.
  {
    words: ["authorization", "-token", "api-key", "-secret", "-session", "-auth"],
    before: new RegExp(
      `\\b(?:authorization|x-(?:[a-z0-9]{1,32}-){0,4}(?:token|api-key|secret|session|auth)|(?:private|job|deploy|circle)-token|(?:dd-)?api-key)(?:${quote})?(?:[ \t]{0,2}[:=][ \t]{0,2}|[ \t]{1,2}value[:=][ \t]{0,2}|,[ \t]{0,2}(?=["'\\\\]))\\[?(?:${quote})?(?:${scheme}[ \t]{1,2})?`,
      "gi",
    ),
    unless: placeholder,
    has: value,
    shortest: 1,
  },
  // Cookies have names: go-plugin's "magic cookie" has none.
  {
    words: ["cookie"],
    before: new RegExp(
      `\\b(?:set-)?cookie(?:${quote})?(?:[ \t]{0,2}[:=][ \t]{0,2}|,[ \t]{0,2}(?=["'\\\\])|[ \t])\\[?(?:${quote})?(?=[\\w.-]{1,64}=)`,
      "gi",
    ),
    has: cookies,
    shortest: 1,
  },
  // "bearer authentication" is no token.
  { words: ["bearer"], before: /\bbearer[ \t]{1,2}/gi, has: token, shortest: 20 },
  {
    words: ["basic"],
    before: /\bbasic[ \t]{1,2}/gi,
    unless: /[a-z]{1,24}(?![A-Za-z0-9+/=])/iy,
    has: token,
    shortest: 8,
  },
  // Behind an equals sign; behind a colon only a quoted value, as of JSON, since "unexpected token: x" is a parser's
  // error; as an entry of an environment in Kubernetes, whose value stands beside its name.
  {
    words: inCredential,
    before: new RegExp(
      `(?:${credential})(?:(?:${quote})?[ \t]{0,2}=[ \t]{0,2}(?:\\{|${quote})?|${quote}[ \t]{0,2}:[ \t]{0,2}\\[?[ \t\n]{0,16}${quote}|(?:${quote})?(?:,[ \t\n]{0,20}|[ \t\n]{1,20})(?:${quote})?value(?:${quote})?[ \t]{0,2}:[ \t]{0,2}(?:${quote})?)`,
      "gi",
    ),
    unless: aSwitch,
    has: value,
    shortest: 4,
  },
  // Fields of a struct that Go prints (%+v).
  {
    words: ["password:", "passphrase:", "secret:", "token:", "key:"],
    before:
      /(?<=[{ ][A-Za-z]{0,32}(?:Password|Passphrase|Secret|Token|A[Pp][Ii]Key|AccessKey|SecretKey|PrivateKey)):(?=[^ ])/g,
    has: value,
    shortest: 4,
  },
  {
    words: inCredential,
    before: new RegExp(`<[\\w:.-]{0,32}(?:${credential})>`, "gi"),
    // Behind a placeholder a sentence goes on, or its quotation ends.
    unless: /[;,)'"`]/y,
    has: element,
    shortest: 4,
  },
  // Of YAML: a value that is no word, behind a key that is no word of prose.
  {
    words: ["passw", "secret", "_key", "-key", "apikey", "_token", "-token"],
    before:
      /(?:secret[_-](?:access[_-])?key|access[_-]key|api[_-]?key|client[_-]secret|(?:auth|access|refresh|session|security|id)[_-]token|passw(?:or)?d)[ \t]{0,2}:[ \t]{1,3}/gi,
    unless: aWord,
    has: value,
    shortest: 6,
  },
  // curl's and others' file of passwords, .netrc.
  {
    words: ["login"],
    before: /\blogin[ \t]{1,4}[^ \t\n]{1,128}[ \t\n]{1,8}password[ \t\n]{1,4}/g,
    has: value,
    shortest: 1,
  },
  // Signatures of AWS and the answer of HTTP's Digest (RFC 7616 section 3.4).
  { words: ["signature="], before: /\bsignature=/gi, has: hexadecimal, shortest: 32 },
  { words: ["response="], before: /\bresponse=\\{0,8}["']/gi, has: hexadecimal, shortest: 32 },
  // Hashes of passwords, as crypt(5) and PHC's string format write them.
  {
    words: ["$1$", "$5$", "$6$", "$y$", "$2a$", "$2b$", "$2x$", "$2y$", "$argon2"],
    before: /\$(?:[156y]|2[abxy]|argon2(?:id|i|d))\$/g,
    has: /[A-Za-z0-9./$=,+-]*/y,
    shortest: 20,
  },
  // A Telegram bot's path.
  { words: ["/bot"], before: /\/bot\d{6,12}:/g, has: token, shortest: 30 },
  // Paths and signatures that are credentials by themselves: hooks of chats, URLs that clouds have signed.
  {
    words: ["hooks.slack.com", "/api/webhooks", "webhookb2"],
    before:
      /(?:hooks\.slack\.com\/(?:services|workflows|triggers)|discord(?:app)?\.com\/api\/webhooks|webhook\.office\.com\/webhookb2)\//g,
    has: token,
    shortest: 20,
  },
  {
    words: ["sig=", "signature="],
    before: /[?&](?:sig|(?:x-(?:amz|goog)-)?signature)=/gi,
    has: value,
    shortest: 16,
  },
  // A flag and its value, on a command line or as words of JSON.
  {
    words: [
      "-pass",
      "_pass",
      "-token",
      "_token",
      "-secret",
      "_secret",
      "apikey",
      "api-key",
      "api_key",
    ],
    before:
      /(?<![\w-])--?(?:[a-z0-9]{1,16}[-_]){0,3}(?:password|passwd|pass|passphrase|token|secret|api[-_]?key)(?:=|[ \t\n]{1,4}|["'],[ \t\n]{0,8}(?=["']))(?:\\{0,8}["'])?/gi,
    unless: notAValue,
    has: value,
    shortest: 4,
  },
  // Flags of one letter, and of a user with a password, of programs that have them.
  { words: ["pass:"], before: /-pass(?:in|out)?[ \t]{1,4}pass:/gi, has: value, shortest: 4 },
  { words: ["sshpass"], before: /\bsshpass[ \t]{1,4}-p[ \t]{0,4}["']?/g, has: value, shortest: 4 },
  {
    words: ["login"],
    before:
      /(?<=\b(?:docker|podman|helm|oras|skopeo)\b[^\n]{0,16} login\b[^\n]{0,60}) -p[ =]["']?/g,
    has: value,
    shortest: 4,
  },
  {
    words: ["mysql", "mariadb"],
    before: /(?<=\b(?:mysql|mysqldump|mysqladmin|mariadb)\b[^\n]{0,60}) -p["']?/g,
    has: value,
    shortest: 4,
  },
  {
    words: ["curl", "-user"],
    before: /(?:(?<=\bcurl\b[^\n]{0,60}) -[uU]|--(?:proxy-)?user)[ =]["']?[^\s:"'/]{1,64}:/g,
    unless: /\d{1,6}(?!\w)/y,
    has: value,
    shortest: 4,
  },
  // Oracle's user and password, which stand in no URL.
  {
    words: ["jdbc:oracle"],
    before: /\bjdbc:oracle:[a-z]{2,5}:[^\s/@:]{1,64}\//g,
    has: /[^\s@"]{0,256}(?=@)/y,
    shortest: 1,
  },
  // Private members of a JSON Web Key (RFC 7518 sections 6.2.2, 6.3.2 and 6.4.1).
  {
    words: ['"kty', "'kty"],
    before: /["'](?:d|p|q|dp|dq|qi|k)\\{0,8}["'][ \t\n]{0,8}:[ \t\n]{0,8}\\{0,8}["']/g,
    has: token,
    shortest: 16,
  },
];

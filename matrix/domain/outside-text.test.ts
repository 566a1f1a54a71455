import { createSecretKey, generateKeyPairSync, type KeyObject } from "node:crypto";
import { describe, expect, test } from "vitest";
import { clean, cleanLine, OutsideText } from "./outside-text.ts";

const pair = (type: string, options: object): KeyObject =>
  (generateKeyPairSync as (type: string, options: object) => { privateKey: KeyObject })(
    type,
    options,
  ).privateKey;

const keys: readonly (readonly [string, KeyObject, readonly ("pkcs8" | "sec1" | "pkcs1")[]])[] = [
  ["P-256", pair("ec", { namedCurve: "P-256" }), ["pkcs8", "sec1"]],
  ["P-384", pair("ec", { namedCurve: "P-384" }), ["pkcs8", "sec1"]],
  ["P-521", pair("ec", { namedCurve: "P-521" }), ["pkcs8", "sec1"]],
  ["RSA-2048", pair("rsa", { modulusLength: 2048 }), ["pkcs8", "pkcs1"]],
  ["RSA-4096", pair("rsa", { modulusLength: 4096 }), ["pkcs8", "pkcs1"]],
  ["Ed25519", pair("ed25519", {}), ["pkcs8"]],
];

type Written = Readonly<{ pem: string; der: Buffer }>;

const writings: Readonly<Record<string, (key: Written) => string>> = {
  "a PEM file": ({ pem }) => pem,
  "PEM in JSON": ({ pem }) => JSON.stringify({ key: pem }),
  "PEM on one line": ({ pem }) => pem.replaceAll("\n", " "),
  "PEM with a prefix on each line": ({ pem }) =>
    pem.replaceAll(/^/gm, "2026-11-28T10:00:00Z [ERROR] "),
  "PEM without its end": ({ pem }) => pem.slice(0, -60),
  "PEM without its beginning": ({ pem }) => pem.slice(20),
  "PEM with an escape in its label": ({ pem }) => pem.replace("PRIVATE", "PRI\u001b[1mVATE"),
  "PEM with a character without width in it": ({ pem }) => pem.replace("PRIVATE", "PRI\u200bVATE"),
  "PEM in base64": ({ pem }) => Buffer.from(pem).toString("base64"),
  "PEM behind a certificate, in base64": ({ pem }) =>
    Buffer.from(`-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n${pem}`).toString(
      "base64",
    ),
  "PEM behind a byte, in lines of base64": ({ pem }) =>
    Buffer.from(`\n${pem}`).toString("base64").replace(/.{64}/g, "$&\n"),
  "DER in base64 for URLs": ({ der }) => der.toString("base64url"),
  "DER in base64": ({ der }) => der.toString("base64"),
  "DER in lines of base64": ({ der }) => der.toString("base64").replace(/.{64}/g, "$&\n"),
  "DER in hexadecimal": ({ der }) => der.toString("hex"),
  "DER in hexadecimal with colons": ({ der }) => der.toString("hex").replace(/..(?!$)/g, "$&:"),
};

describe("private keys", () => {
  const rows = keys.flatMap(([name, key, types]) =>
    types.flatMap((type) =>
      Object.entries(writings).map(([writing, write]) => ({ name, key, type, writing, write })),
    ),
  );
  test.for(rows)("$name, $type, $writing", ({ key, type, write }) => {
    const pem = String(key.export({ format: "pem", type }));
    const der = key.export({ format: "der", type });
    const text = clean(`before ${write({ pem, der })}\nafter the key\n`, 100_000);
    const squeezed = text.replaceAll(/[^A-Za-z0-9+/]/g, "");
    const pieces = [
      ...(pem.split("\n").slice(1, -2).join("").match(/.{20}/g) ?? []),
      ...(der.toString("hex").match(/.{40}/g) ?? []),
    ];
    expect(pieces.filter((piece) => squeezed.includes(piece))).toEqual([]);
    expect(text).toMatch(/^before .*after the key\n$/s);
    expect(text).toContain("[private key removed]");
    expect(clean(text, 100_000)).toBe(text);
  });

  test.for([
    [
      "no -----BEGIN PRIVATE KEY----- found in the file",
      "no [private key removed] found in the file",
    ],
    [
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
      "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----",
    ],
    ["PRIVATE KEY----- alone", "PRIVATE KEY----- alone"],
  ] as const)("what is none stays: %s", ([text, cleaned]) => {
    expect(clean(text)).toBe(cleaned);
  });

  test("a certificate in base64 stays", () => {
    const base64 = Buffer.from("-----BEGIN CERTIFICATE-----\nMIIBxTCCAWugAwIBAgIU\n").toString(
      "base64",
    );
    expect(clean(base64)).toBe(base64);
  });
});

/** Of this form the body alone does not say that it is a private key. */
const encrypted = String(
  pair("rsa", { modulusLength: 2048 }).export({
    format: "pem",
    type: "pkcs8",
    cipher: "aes-256-cbc",
    passphrase: "sesame",
  }),
).trim();

/** In the middle of its eleventh line. */
const cutShort = encrypted.split("\n").slice(0, 11).join("\n").slice(0, -20);

type Spelling = (pem: string) => string;
const replacing =
  (units: RegExp | string, spelled: (unit: string) => string): Spelling =>
  (pem) =>
    pem.replaceAll(units, spelled);
const notLetters = /[^A-Za-z0-9]/g;
const hexOf = (unit: string) => unit.charCodeAt(0).toString(16).padStart(2, "0");
const asKind = (kind: string) => replacing("ENCRYPTED", () => kind);
const headers = "Proc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00112233445566778899AABBCCDDEEFF\n";

describe("private keys with labels of another spelling", () => {
  test.for<readonly [string, Spelling]>([
    ["as it is", (pem) => pem],
    ["with the headers of RFC 1421", (pem) => pem.replace("\n", `\n${headers}\n`)],
    ["lower case", (pem) => pem.toLowerCase()],
    ["HTML, decimal", replacing("-", () => "&#45;")],
    ["HTML, hexadecimal", replacing("-", () => "&#x2d;")],
    ["HTML, with zeros", replacing("-", () => "&#0045;")],
    ["HTML, every character", replacing(notLetters, (unit) => `&#${unit.charCodeAt(0)};`)],
    ["a URL", encodeURIComponent],
    ["a URL with its dashes too", replacing(notLetters, (unit) => `%${hexOf(unit)}`)],
    ["a URL in a URL", (pem) => encodeURIComponent(encodeURIComponent(pem))],
    ["a URL's spaces alone", replacing(" ", () => "%20")],
    ["a form", (pem) => encodeURIComponent(pem).replaceAll("%20", "+")],
    ["JSON", (pem) => JSON.stringify(pem).slice(1, -1)],
    ["JSON in JSON", (pem) => JSON.stringify(JSON.stringify(pem)).slice(3, -3)],
    ["JSON, every character", replacing(notLetters, (unit) => `\\u00${hexOf(unit)}`)],
    ["C", replacing(/[\n -]/g, (unit) => `\\x${hexOf(unit)}`)],
    ["OpenPGP", replacing("ENCRYPTED PRIVATE KEY", () => "PGP PRIVATE KEY BLOCK")],
    [
      "SSH2",
      (pem) =>
        pem
          .replaceAll(/-----(BEGIN|END) ENCRYPTED/g, "---- $1 SSH2 ENCRYPTED")
          .replaceAll("KEY-----", "KEY ----"),
    ],
    ["OpenSSH", asKind("OPENSSH")],
    ["a kind that nobody knows", asKind("X25519 HYBRID")],
  ])("%s", ([, spelled]) => {
    expect(clean(`before ${spelled(encrypted)}\nafter the key\n`, 100_000)).toBe(
      "before [private key removed]\nafter the key\n",
    );
    expect(clean(`before ${spelled(cutShort)}`, 100_000)).toBe("before [private key removed]");
    expect(clean(`before ${spelled(cutShort)}. After it`, 100_000)).toBe(
      "before [private key removed]. After it",
    );
  });
});

describe("private keys without their end, whatever stands between their lines", () => {
  const lines = encrypted.split("\n").slice(0, 6);
  test.for<readonly [string, (lines: readonly string[]) => string, string]>([
    ["bars, as in go-plugin's line", (all) => `1|1|${all.join("|")}|grpc|`, "1|1|#|grpc|"],
    ["JSON's line feeds", (all) => `"${all.join("\\n")}\\nnext"`, '"#\\nnext"'],
    ["those of JSON in JSON", (all) => `\\"${all.join("\\\\n")}\\"`, '\\"#\\"'],
    ["a URL's line feeds", (all) => `${all.join("%0A")}&x=1`, "#&x=1"],
    ["a URL's line feeds, twice encoded", (all) => `${all.join("%250D%250A")}&x=1`, "#&x=1"],
    ["spaces", (all) => `${all.join(" ")} next`, "# next"],
    ["HTML's line breaks", (all) => `${all.join("<br/>")}<br/>next`, "#<br/>next"],
    ["elements of an array", (all) => JSON.stringify(all), '["#"]'],
    ["an array in lines", (all) => JSON.stringify(all, null, 4), '[\n    "#"\n]'],
    ["commas", (all) => `${all.join(", ")}.`, "#."],
    [
      "what a log puts before each",
      (all) =>
        `${all.map((line, at) => `2026-11-28T10:00:0${at}Z stderr F ${line}`).join("\n")}\nnext`,
      "2026-11-28T10:00:00Z stderr F #\nnext",
    ],
    [
      "nanoseconds before each",
      (all) => `${all.map((line, at) => `176440000000000000${at} ${line}`).join("\n")}\nnext`,
      "1764400000000000000 #\nnext",
    ],
  ])("%s", ([, joined, cleaned]) => {
    expect(clean(joined(lines), 100_000)).toBe(cleaned.replace("#", "[private key removed]"));
  });
});

describe("private keys in forms of their own", () => {
  const line = "AAAAIHB1dHR5cHJpdmF0ZWtleWRhdGE0NTY3ODkwMTIz";
  test.for([
    [
      `Private-Lines: 2\n${line}\n${line}=\nPrivate-MAC: 00`,
      "[private key removed]\nPrivate-MAC: 00",
    ],
    [
      `"Private-Lines: 1\\r\\n${line}\\r\\nPrivate-MAC: 00"`,
      '"[private key removed]\\r\\nPrivate-MAC: 00"',
    ],
    [
      "b3BlbnNzaC1rZXktdjEAAAAABG5vbmUAAAAEbm9uZQAAAAAAAAABAAAAMwAAAAtzc2gtZW end",
      "[private key removed] end",
    ],
  ] as const)("%s", ([text, cleaned]) => {
    expect(clean(text)).toBe(cleaned);
    expect(clean(cleaned)).toBe(cleaned);
  });

  const jwks = [
    ["EC", pair("ec", { namedCurve: "P-256" }), ["d"]],
    ["OKP", pair("ed25519", {}), ["d"]],
    ["RSA", pair("rsa", { modulusLength: 2048 }), ["d", "p", "q", "dp", "dq", "qi"]],
    ["oct", createSecretKey(Buffer.alloc(32, 7)), ["k"]],
  ] as const;
  test.for(jwks)("a JSON Web Key: %s", ([, key, members]) => {
    const jwk = key.export({ format: "jwk" }) as Record<string, string>;
    const cleaned = { ...jwk, ...Object.fromEntries(members.map((name) => [name, secret])) };
    expect(JSON.parse(clean(JSON.stringify(jwk), 100_000))).toEqual(cleaned);
    expect(JSON.parse(clean(JSON.stringify(jwk, null, 2), 100_000))).toEqual(cleaned);
    const nested = JSON.stringify({ jwk: JSON.stringify(jwk) });
    expect(JSON.parse(JSON.parse(clean(nested, 100_000)).jwk)).toEqual(cleaned);
  });
});

const secret = "[secret removed]";

describe("credentials and secrets of TLS", () => {
  test.for([
    [
      "authorization: Bearer abc.def.ghi, te: trailers",
      `authorization: Bearer ${secret}, te: trailers`,
    ],
    ['{"authorization":"Basic Zm9vOmJhcg=="}', `{"authorization":"Basic ${secret}"}`],
    ['key "authorization" value: Bearer sesame', `key "authorization" value: Bearer ${secret}`],
    ["X-Vault-Token: abcdef", `X-Vault-Token: ${secret}`],
    ["authorization: Bearer <token>x9", `authorization: Bearer ${secret}`],
    ["authorization: Bearer $2token", `authorization: Bearer ${secret}`],
    ["Cookie: a=b; c=d\nnext", `Cookie: ${secret}\nnext`],
    ["password=hunter22 next", `password=${secret} next`],
    ['"client_secret": "abcdefg"', `"client_secret": "${secret}"`],
    ["https://user:pw@host/x", `https://${secret}@host/x`],
    ["ghp_abcdefghijklmnopqrstuvwxyz0123456789", secret],
    ["token was eyJhbGciOi.eyJzdWIiOiIxIn0.sig-nature_x", `token was ${secret}`],
    ["CLIENT_RANDOM 0a0b 0c0d end", `CLIENT_RANDOM 0a0b ${secret} end`],
    ["CLIENT_TRAFFIC_SECRET_0 0a0b 0c0d", `CLIENT_TRAFFIC_SECRET_0 0a0b ${secret}`],
    [
      "server_handshake_traffic_secret\t0a0b\t0c0d",
      `server_handshake_traffic_secret\t0a0b\t${secret}`,
    ],
    ["Master-Key: 00112233445566778899", `Master-Key: ${secret}`],
    [`rsa 0123456789ABCDEF ${"AB".repeat(48)}`, `rsa 0123456789ABCDEF ${secret}`],
    ["redis://:hunter22@host", `redis://${secret}@host`],
    [`https://u:${"p".repeat(200)}@h/`, `https://${secret}@h/`],
    ["https://abcdefghijklmnopqrst@github.com/x", `https://${secret}@github.com/x`],
    ["password='hunter 22' next", `password='${secret}' next`],
    [String.raw`{\"password\":\"hunter22\"}`, String.raw`{\"password\":\"${secret}\"}`],
    ["AccountKey=BwcHBwcHBwc=;x", `AccountKey=${secret};x`],
    ["https://h/c?sv=1&sig=abcdefghijklmnop%3D", `https://h/c?sv=1&sig=${secret}`],
    ["hooks.slack.com/services/T0000/B0000/abcdefghijkl", `hooks.slack.com/services/${secret}`],
    ["aws_secret_access_key: abcdEFGHijkl0123", `aws_secret_access_key: ${secret}`],
    [`AWS4-HMAC-SHA256 Signature=${"0a".repeat(32)}`, `AWS4-HMAC-SHA256 Signature=${secret}`],
    [`Digest qop=auth, response="${"0a".repeat(16)}"`, `Digest qop=auth, response="${secret}"`],
    [
      "https://api.telegram.org/bot123456789:AAEabcdefghijklmnopqrstuvwxyz01234/getMe",
      `https://api.telegram.org/bot123456789:${secret}`,
    ],
    ["postgres://u:a@b@host/db", `postgres://${secret}@host/db`],
    // The newline before them is JSON's escape.
    [
      String.raw`{"a":"x\nAuthorization: Basic Zm9vOmJhcg=="}`,
      String.raw`{"a":"x\nAuthorization: Basic ${secret}"}`,
    ],
    [String.raw`{"a":"x\n--password hunter22 y"}`, String.raw`{"a":"x\n--password ${secret} y"}`],
    ["openssl -passin pass:hunter22 -in x", `openssl -passin pass:${secret} -in x`],
    ["Authorization: ApiKey hunter22", `Authorization: ApiKey ${secret}`],
    ["map[authorization:[Basic dTpwdw==] te:[x]]", `map[authorization:[Basic ${secret}] te:[x]]`],
    ["('authorization', 'Basic dTpwdw==')", `('authorization', 'Basic ${secret}')`],
    ["PRIVATE-TOKEN: hunter22", `PRIVATE-TOKEN: ${secret}`],
    ["got Basic dTpodW50ZXIyMg== here", `got Basic ${secret} here`],
    ['Cookie: sid="a b"; c=d\nnext', `Cookie: ${secret}\nnext`],
    ['{"set-cookie":["a=b; Secure"]}', `{"set-cookie":["${secret}"]}`],
    ["curl --cookie 'a=b' x", `curl --cookie '${secret}' x`],
    ["{'password': 'hunter22'}", `{'password': '${secret}'}`],
    [String.raw`{"password":"ab\"cdefg","x":1}`, `{"password":"${secret}","x":1}`],
    [
      String.raw`{\"password\":\"ab\\\"cdefg\",\"x\":1}`,
      String.raw`{\"password\":\"${secret}\",\"x\":1}`,
    ],
    ["password: hunter22", `password: ${secret}`],
    ["{Host:db Password:hunter22 Port:1}", `{Host:db Password:${secret} Port:1}`],
    ["<password>hunter22</password>", `<password>${secret}</password>`],
    ["- name: DB_PASSWORD\n  value: hunter22\n", `- name: DB_PASSWORD\n  value: ${secret}\n`],
    ['{"name":"DB_PASSWORD","value":"hunter22"}', `{"name":"DB_PASSWORD","value":"${secret}"}`],
    ["export SECRET_KEY_BASE=hunter22", `export SECRET_KEY_BASE=${secret}`],
    ["DB_PASS=hunter22 _auth=hunter22", `DB_PASS=${secret} _auth=${secret}`],
    ["password=true-blue client_auth=False1", `password=${secret} client_auth=${secret}`],
    ["Server=x;Pwd=hunter22;Database=y", `Server=x;Pwd=${secret};Database=y`],
    ["Driver={x};Password={hun;ter};y", `Driver={x};Password={${secret}};y`],
    ["machine h login u password hunter22", `machine h login u password ${secret}`],
    ["jdbc:oracle:thin:scott/tiger@//h:1521/x", `jdbc:oracle:thin:scott/${secret}@//h:1521/x`],
    [
      "jdbc:postgresql://h/x?user=u&password=hunter22",
      `jdbc:postgresql://h/x?user=u&password=${secret}`,
    ],
    ["amqps://u:p%40ss@host:5671/v", `amqps://${secret}@host:5671/v`],
    ["mongodb+srv://u:pa/s?s#@host/db", `mongodb+srv://${secret}@host/db`],
    ["redis://:pa[ss]'@[::1]:6379/0", `redis://${secret}@[::1]:6379/0`],
    ["mysql -u root -phunter22 db", `mysql -u root -p${secret} db`],
    ["sshpass -p hunter22 ssh h", `sshpass -p ${secret} ssh h`],
    ["docker login -u x -p hunter22 h", `docker login -u x -p ${secret} h`],
    ["curl -s -u user:hunter22 https://h", `curl -s -u user:${secret} https://h`],
    ["--user user:hunter22", `--user user:${secret}`],
    [`$2b$12$${"a".repeat(53)}`, `$2b$${secret}`],
    [
      "https://discord.com/api/webhooks/123/abcdefghijklmnop",
      `https://discord.com/api/webhooks/${secret}`,
    ],
    ["A=b\0--password\0hunter22", `A=b--password${secret}`],
    [
      "client-key-data: LS0tLS1CRUdJTiBQUklWQVRFIEtFWS0tLS0t",
      "client-key-data: [private key removed]",
    ],
  ] as const)("%s", ([text, cleaned]) => {
    expect(clean(text)).toBe(cleaned);
    expect(clean(cleaned)).toBe(cleaned);
  });

  const flags = [
    ...["--password", "--passwd", "--pass", "--passphrase", "--token", "--secret", "--api-key"],
    ...["--client-secret", "--db_password", "-password", "--Token"],
  ];
  test.for(
    flags.flatMap((flag) => [
      [`run ${flag} hunter22 next`, `run ${flag} ${secret} next`] as const,
      [`run ${flag}=hunter22 next`, `run ${flag}=${secret} next`] as const,
      [`run ${flag} "hunter 22" next`, `run ${flag} "${secret}" next`] as const,
      [`run ${flag}='hunter 22' next`, `run ${flag}='${secret}' next`] as const,
      [`["run","${flag}","hunter22"]`, `["run","${flag}","${secret}"]`] as const,
    ]),
  )("%s", ([text, cleaned]) => {
    expect(clean(text)).toBe(cleaned);
    expect(clean(cleaned)).toBe(cleaned);
  });

  const letters = "abcdefghijklmnopqrstuvwxyz0123456789";
  const digits = "0123456789abcdef0123456789abcdef";
  test.for([
    ...["ghp_", "gho_", "ghu_", "ghs_", "ghr_", "github_pat_", "glpat-", "gldt-", "glrt-"],
    ...["glptt-", "glcbt-", "hvs.", "hvb.", "xoxb-1-", "xapp-1-", "sk_live_", "rk_live_"],
    ...["sk_test_", "whsec_", "sk-proj-", "AIza", "ya29.", "GOCSPX-", "npm_", "pypi-", "hf_"],
    ...["dckr_pat_", "dop_v1_", "AKIA1", "ASIA1", "AGE-SECRET-KEY-1", "age-secret-key-1"],
    ...["glrtr-", "gloas-", "abcdefghijklmn.atlasv1.", "abc8Q~", "sk-ant-api03-", "sk-", "gsk_"],
    ...[
      "xoxe.xoxp-1-",
      "xai-",
      "r8_",
      "glsa_",
      "sntrys_",
      "sntryu_",
      "NRAK-",
      "dp.pt.",
      "lin_api_",
    ],
    ...["ntn_", "PMAK-", "tskey-auth-", "sq0atp-", "pscale_tkn_", "rubygems_0123456789abcdef"],
    ...["ABSK", "AKCp", "GR1348941", "api_org_", "AGE-PLUGIN-X-1"],
  ])("a token that begins with %s", (prefix) => {
    expect(clean(`got "${prefix}${letters}" here`)).toBe(`got "${secret}" here`);
    expect(clean(`{"got":"\\n${prefix}${letters}"}`)).toBe(`{"got":"\\n${secret}"}`);
  });
  test.for([`shpat_${digits}`, `SK${digits}`, `SG.${letters.slice(0, 22)}.${letters}`])(
    "a token: %s",
    (token) => {
      expect(clean(`got ${token} here`)).toBe(`got ${secret} here`);
    },
  );

  test.for([
    `{"kty":"EC","crv":"P-256","x":"${letters}","y":"${letters}","kid":"${letters}"}`,
    `{"kty":"RSA","n":"${letters}","e":"AQAB"}`,
    '{"kty":"EC","d":"2026-11-28T10:00:00Z"}',
    `{"d":"${letters}","k":"${letters}","of":"https://host/"}`,
    "password authentication failed for user x",
    "the flag --password is required",
    "usage: run [--password PASSWORD] [--token TOKEN] [--secret <secret>]",
    "use --password to set one, --token and others",
    "unknown flag: --token",
    "--pass --token",
    "--pass-through yes, --token-file /run/secrets/x, --password-file=/etc/pw",
    "no-password given",
    "grpc.ssl_server_credentials(pairs, require_client_auth=True), verify_auth=false",
    "password: an empty string is not allowed",
    "api_key: string, access_key: required",
    "Private-Lines: none",
    "begin private key, end private key",
    "-----begin certificate-----\nMIIB\n-----end certificate-----",
    "-----BEGIN%20PUBLIC%20KEY-----",
    "age1qqpzry9x8gf2tvdw0s3jn54khce6mua7lqqpzry9x8gf2tvdw0s3jn54khc",
    "https://host:8443/path@v1.2 http://[::1]:80/ git@github.com:org/repo.git",
    "SG.example.internal.corporation.net",
    "sk_buff, hf_hub, npm_config_cache=/x, SKIPPED, glib-2.0",
    "x509: invalid basic constraints",
    "invalid token: unexpected end of input",
    "bearer authentication is not configured",
    "--header 'authorization: Bearer <token>'; or as authorization: Bearer $TOKEN, authorization: ...",
    "Misconfigured: magic cookie: hello",
    "transport: authentication handshake failed: tls: no application protocol",
    "private key: open server.key: permission denied",
    "peer sha256/47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=",
    "sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "commit d599955f0a1b2c3d4e5f60718293a4b5c6d7e8f9, id 550e8400-e29b-41d4-a716-446655440000",
    "serial 4a:5b:6c:7d:8e:9f:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd",
    `1|1|tcp|127.0.0.1:1234|grpc|MIIBxTCCAWugAwIBAgIU${letters}${letters}`,
    "alpn h2,http/1.1,grpc-exp; key_share=x25519, key-exchange=p256",
    "C:\\Users\\new\\token\\bin, 100% of %s is %d, a &amp; b &lt;c&gt;",
    "s.handleConnectionRequestNow(0x1, 0x2)",
    "npm_config_userconfig=/home/x/.npmrc, sk-learn-something-very-long",
    "Basic Constraints: CA:TRUE; basic authentication required",
    "password: authentication failed, passwd: unknown",
    "https://h:443/a@b http://localhost:8080/x:y@z",
    "docker run --user 1000:1000 -p 8080:80 x; ssh -p 2222 u@h; mysql -u root -p db",
    "PWD=/home/x HOME=/root tokens/s=1234",
    String.raw`{"a":"\u001b[31mred\u001b[0m \u00fc"}`,
  ])("an error's own words stay: %s", (text) => {
    expect(clean(text)).toBe(text);
  });
});

describe("what a terminal obeys, and what a reader does not see", () => {
  test.for([
    ["CSI", "a\u001b[31mred\u001b[0m\u009b2J.", "ared."],
    ["OSC with BEL and with ST", "a\u001b]0;title\u0007b\u001b]8;;x\u001b\\c", "abc"],
    ["OSC without an end hides no other line", "a\u001b]0;title\nb", "a\nb"],
    ["DCS and APC, of one and of two bytes", "a\u0090q\u009cb\u001b_q\u001b\\c", "abc"],
    ["other escapes of ECMA-35", "a\u001b(0b\u001b7c\u001bcd", "abcd"],
    ["controls", "a\u0000\u0008\r\u007fb\u0085", "ab"],
    ["marks of direction", "a\u202eb\u2066c\u200fd\u061c", "abcd"],
    ["no width, tags, annotations", "a\u200bb\u{e0041}\ufeffc\ufff9", "abc"],
    ["line ends of Unicode", "a\u2028b\u2029c", "abc"],
    ["half of a pair", "a\ud800b\udc00", "a\ufffdb\ufffd"],
    [
      "tabs, line feeds, other scripts",
      "a\t\n\u00fc \u4f60 \u{1f600}",
      "a\t\n\u00fc \u4f60 \u{1f600}",
    ],
  ] as const)("%s", ([, text, cleaned]) => {
    expect(clean(text)).toBe(cleaned);
  });
});

describe("length", () => {
  test("an error keeps its beginning, a log its end", () => {
    expect(clean("0123456789", 4)).toBe("0123 [6 characters after this left out]");
    expect(clean("0123456789", 4, "end")).toBe("[6 characters before this left out]\n6789");
  });

  test("what was cut is not cut again", () => {
    for (const kept of ["beginning", "end"] as const) {
      const once = clean("0123456789", 4, kept);
      expect(clean(once, 4, kept)).toBe(once);
    }
  });

  test("no pair is cut in two", () => {
    expect(clean("a\u{1f600}", 2)).toBe("a [1 characters after this left out]");
    expect(clean("\u{1f600}a", 2, "end")).toBe("[1 characters before this left out]\na");
  });

  describe("the beginning of a long text is what the whole text begins with, wherever it is cut", () => {
    const limit = 1000;
    const cutOff = (cleaned: string): readonly [kept: string, characters: number] => {
      const [, kept = "", characters] =
        /^(.*) \[(\d+) characters after this left out\]$/s.exec(cleaned) ?? [];
      return [kept, Number(characters)];
    };
    const [, key] = keys[4] ?? [];
    const pem = String(key?.export({ type: "pkcs8", format: "pem" }));
    const line = `x=${"y".repeat(60)} ok\n`;
    test.each([
      ["a key", pem],
      ["a key without its beginning", pem.slice(40)],
      ["a key, spelled", JSON.stringify(JSON.stringify(JSON.stringify(pem)))],
      ["a key in base64", Buffer.from(pem).toString("base64")],
      ["a long value", `password=${"a".repeat(300_000)}`],
      ["more secrets than are kept", "password=hunter22 ".repeat(40_000)],
      ["escapes", "\u001b[31m".repeat(100_000)],
      ["a member of a key far before its type", `{"k":"${"A".repeat(43)}",\n${line}"kty":"oct"}`],
    ])("%s", (_, secret) => {
      for (const place of [0, limit - 200, limit - 20, limit - 1, limit, limit + 1]) {
        const text = `${"-".repeat(place)}\n${secret}\n${line.repeat(6000)}`;
        const [kept, characters] = cutOff(clean(text, limit));
        expect(clean(text, text.length).slice(0, limit).startsWith(kept)).toBe(true);
        expect(characters).toBeGreaterThan(300_000);
      }
    });
  });

  test("what nobody would see can be spelled", () => {
    const line = new OutsideText(" \ufeff\u001b[32m1|1|tcp\u{1f600}\ud800\r\n");
    expect(line.shown()).toBe("\\ufeff\\u001b[32m1|1|tcp\u{1f600}\\ud800");
  });

  test("one line is one line", () => {
    expect(cleanLine(" a\nb\tc\n")).toBe("a b c");
  });
});

test("text from outside is cleaned on every way to a string", () => {
  const text = new OutsideText("a\u001b[31mb\npassword=hunter22\n\n");
  const cleaned = `ab\npassword=${secret}\n\n`;
  expect(`${text}`).toBe(cleaned);
  expect(JSON.parse(JSON.stringify({ text }))).toEqual({ text: cleaned });
  expect(text.lastLine("nothing")).toBe(`password=${secret}`);
  expect(new OutsideText("\n").lastLine("nothing")).toBe("nothing");
});

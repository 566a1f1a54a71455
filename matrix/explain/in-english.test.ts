/** What became of attempts, in the languages in which the systems' errors are known. */
import { expect, test } from "vitest";
import { explain } from "./explain.ts";
import { inEnglish } from "./in-english.ts";

const tells = (...lines: readonly string[]) =>
  explain([{ name: "-", text: `${lines.join("\n")}\n` }]).tells;

const reset = "UNAVAILABLE: io exception (connection reset by peer)";

/** An attempt that failed, one that went well, and one that did not. */
test.for([
  ["de", "Versuch 1 von 5", "Versuch 2 von 5 erfolgreich", "Versuch 2 von 5 nicht erfolgreich"],
  ["fr", "Tentative 1 sur 4", "Tentative 2 sur 4 réussie", "Tentative 2 sur 4 échouée"],
  ["fr, ordinal", "1ème tentative", "2ème tentative réussie", "2ème tentative sans succès"],
  ["es", "Intento 1 de 3", "Intento 2 de 3 completado", "Intento 2 de 3 fallido"],
  ["pt", "Tentativa n.º 1", "Tentativa 2 concluída", "Tentativa 2 não concluída"],
  ["it", "Tentativo 1 di 3", "Tentativo 2 di 3 riuscito", "Tentativo 2 di 3 non riuscito"],
  ["ru", "Попытка 1 из 3", "Попытка 2 из 3 успешна", "Попытка 2 из 3 не успешна"],
  ["pl", "Próba 1 z 3", "Próba 2 z 3 udana", "Próba 2 z 3 nieudana"],
  ["tr", "1. deneme", "2. deneme başarılı", "2. deneme başarısız"],
  ["ja", "試行 1/3", "試行 2/3 成功", "試行 2/3 失敗"],
  ["ja, ordinal", "1回目の試行", "2回目の試行が完了", "2回目の試行は未完了"],
  ["ko", "시도 1/3", "시도 2/3 성공", "시도 2/3 실패"],
  ["zh", "第1次尝试", "第2次尝试成功", "第2次尝试失败"],
] as const)("an attempt that goes well: %s", ([, first, good, bad]) => {
  const failed = `09:14:01 WARN ${first}: ${reset}`;
  expect(tells(failed, `09:14:02 INFO ${good}`)).toBe("over");
  expect(tells(failed, `09:14:02 INFO ${bad}`)).not.toBe("over");
  expect(tells(`09:14:00 INFO ${good}`, failed)).not.toBe("over");
});

test.for([
  ["neuer Versuch in 200 ms", "retry in 200 ms"],
  ["nouvelle tentative dans 2 s", "retry dans 2 s"],
  ["nuevo intento en 3 s", "retry en 3 s"],
  ["nova tentativa em 3 s", "retry em 3 s"],
  ["nuovo tentativo tra 2 s", "retry tra 2 s"],
  ["повтор через 2 с", "retry 2 с"],
  ["ponowna próba za 2 s", "retry za 2 s"],
  ["yeniden deneniyor", "retry"],
  ["Verbindung zu kv.eu:443 wiederhergestellt", "connection zu kv.eu:443 restored"],
  ["Verbindung hergestellt", "connection established"],
  ["connexion à kv.eu:443 rétablie", "connection à kv.eu:443 restored"],
  ["conexión restablecida", "connection restored"],
  ["соединение установлено", "connection established"],
] as const)("%s", ([words, english]) => {
  expect(inEnglish(words)).toBe(english);
});

test.for([
  ["再試行", "retry"],
  ["重试", "retry"],
  ["재시도", "retry"],
  ["接続が復旧", "connection restored"],
  ["已连接", "connected"],
  ["연결되었습니다", "connected"],
] as const)("%s", ([words, english]) => {
  expect(inEnglish(words).trim()).toBe(english);
});

test.for([
  "a tentative plan, non-root",
  "Versuchsaufbau in 3 Teilen",
  "attempt 3 of 4: connection to kv.eu:443 refused",
])("left as it is: %s", (words) => {
  expect(inEnglish(words)).toBe(words);
});

/** Each word of the languages that part words by blanks, in a line of its own. */
test.for<readonly [english: string, words: readonly string[]]>([
  [
    "failed",
    [
      ...["fehlgeschlagen", "gescheitert", "misslungen", "échec", "échouées", "fallida", "falló"],
      ...["falha", "falhou", "fallito", "non riuscita", "неудачно", "ошибка", "nieudany"],
      ...["niepowodzeniem", "başarısızlık"],
    ],
  ],
  [
    "not",
    [
      ...["nicht", "keine", "ohne", "pas", "sans", "aucune", "sin", "não", "sem", "senza", "не"],
      ...["без", "nie", "bez", "değil"],
    ],
  ],
  [
    "succeeded",
    [
      ...["erfolgreich", "abgeschlossen", "gelungen", "geglückt", "réussie", "terminée", "succès"],
      ...["rétablis", "exitoso", "éxito", "completada", "correctamente", "restablecida", "sucesso"],
      ...["concluída", "bem-sucedido", "restabelecida", "riuscito", "successo", "completata"],
      ...["ripristinata", "успешно", "завершена", "завершён", "выполнено", "восстановлено"],
      ...["pomyślnie", "powodzeniem", "udana", "zakończono", "przywrócono", "başarılı"],
      ...["başarıyla", "tamamlandı"],
    ],
  ],
  [
    "connected to",
    [
      ...["verbunden mit", "connecté au", "conectado a", "conectada con", "connesso al"],
      ...["подключено к", "połączono z"],
    ],
  ],
  ["retry", ["erneuter Versuch", "prochain essai", "próximo intento", "повторная попытка"]],
  [
    "connection restored",
    [
      ...["Verbindung ist wiederhergestellt", "connexion est rétablie", "conexión restablecida"],
      ...["conexão está restabelecida", "connessione è ristabilita", "соединение восстановлено"],
    ],
  ],
  [
    "connection established",
    [
      ...["Verbindung ist hergestellt", "connexion est établie", "conexión establecida"],
      ...["conexão está estabelecida", "connessione è stabilita", "соединение установлено"],
    ],
  ],
])("%s", ([english, words]) => {
  expect(words.map((word) => inEnglish(`kv: ${word}.`))).toEqual(
    words.map(() => `kv: ${english}.`),
  );
});

test.for([
  ["第 3 次嘗試", "attempt 3"],
  ["第 3 次重试", "attempt 3"],
  ["第 3 次重試", "attempt 3"],
  ["3번째 시도", "attempt 3"],
  ["尝试 3", "attempt 3"],
  ["嘗試 #3", "attempt 3"],
  ["リトライ", "retry"],
  ["重試", "retry"],
  ["失敗", "failed"],
  ["失败", "failed"],
  ["실패", "failed"],
  ["できません", "failed"],
  ["못했", "failed"],
  ["不成功", "not  succeeded"],
  ["안 됨", "not 됨"],
  ["连接恢复", "connection restored"],
  ["連線恢復", "connection restored"],
  ["연결이복구", "connection restored"],
  ["接続が確立されました", "connected"],
  ["连接已建立", "connected"],
  ["연결됨", "connected"],
] as const)("%s", ([words, english]) => {
  expect(inEnglish(words).trim()).toBe(english);
});

/** A part of a longer word is another word. */
test.for(
  [
    ["Fehlversuch 3", "3. Versuchsreihe"],
    ["Dauerneuer Versuch", "neuer Versuchsaufbau"],
    ["unfehlgeschlagen", "ошибками"],
    ["vernicht", "nichts"],
    ["unverbunden mit", "verbunden mitsamt"],
    ["unerfolgreich", "Abgeschlossenheit"],
    ["Internetverbindung wiederhergestellt", "Verbindung wiederhergestellter"],
    ["Internetverbindung hergestellt", "Verbindung hergestellter"],
  ].flat(),
)("left as it is: %s", (words) => {
  expect(inEnglish(words)).toBe(words);
});

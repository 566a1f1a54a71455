// What programs say of their attempts in the languages in which the systems' errors are known: de, fr, es, pt, it, ru, pl, tr,
// ja, ko, zh. Whoever reads a line for what became of something reads it in English after this.

const attempt =
  /(?<!\p{L})(?:(?:Versuch|tentativ[aeo]|essai|intento|попытка|próba|deneme)(?: n[°º.])?[ #:=(]{1,3}(\d{1,4})|(\d{1,4})(?:\.|[°ºª]|-[яй]|e|ème)? (?:Versuch|tentativ[aeo]|essai|intento|попытка|próba|deneme))(?!\p{L})/giu;

const retry =
  /(?<!\p{L})(?:(?:neuer|erneuter|nächster|weiterer) Versuch|(?:nouvel(?:le)?|prochaine?) (?:essai|tentative)|(?:nuevo|próximo) intento|(?:nova|próxima) tentativa|(?:nuovo|prossimo) tentativo|повторн\p{L}{2,3} попытка|повтор через|ponowna próba|(?:yeniden|tekrar) dene\p{L}{2,8})(?!\p{L})/giu;

const failed =
  /(?<!\p{L})(?:fehlgeschlagen|gescheitert|misslungen|échec|échouée?s?|fallid[oa]s?|falló|falha|falhou|fallit[oa]|non riuscit[oa]|неудач\p{L}{1,6}|ошибка|nieudan[aey]|niepowodzenie\p{L}{0,2}|başarısız\p{L}{0,4})(?!\p{L})/giu;

const not =
  /(?<!\p{L})(?:nicht|keine?[nrs]?|ohne|pas|sans|aucune?|sin|não|sem|senza|не|без|nie|bez|değil)(?!\p{L})/giu;

const good =
  /(?<!\p{L})(?:erfolgreich\p{L}{0,2}|abgeschlossen|gelungen|geglückt|réussie?s?|terminée?s?|succès|rétablie?s?|exitos[oa]s?|éxito|completad[oa]s?|correctamente|restablecid[oa]s?|sucesso|concluíd[oa]s?|bem-sucedid[oa]s?|restabelecid[oa]s?|riuscit[oae]|successo|completat[oae]|ripristinat[oae]|успешн\p{L}{1,3}|завершен[оаы]?|завершён|выполнен[оаы]?|восстановлен[оаы]?|pomyślnie|powodzeniem|udan[aey]|zakończon[oaey]|przywrócon[oaey]|başarılı|başarıyla|tamamlandı)(?!\p{L})/giu;

/** With whom may stand between the two words. */
const restored =
  /(?<!\p{L})(?:Verbindung|connexion|conexión|conexão|connessione|соединение)((?: [^\s,;]{1,12} \S{3,80})?) (?:ist |est |è |está )?(?:wieder ?hergestellt|rétablie|restablecida|restabelecida|ristabilita|восстановлено)(?!\p{L})/giu;

const connected =
  /(?<!\p{L})(?:Verbindung|connexion|conexión|conexão|connessione|соединение)((?: [^\s,;]{1,12} \S{3,80})?) (?:ist |est |è |está )?(?:hergestellt|établie|establecida|estabelecida|stabilita|установлено)(?!\p{L})/giu;

const connectedTo =
  /(?<!\p{L})(?:verbunden mit|connectée? (?:à|au)|conectad[oa] (?:a|al|con|com|ao)|conness[oa] (?:a|al)|подключен[оа]? к|połączon[oaey] z)(?!\p{L})/giu;

/** Scripts that part no words by blanks, each with what stands for it. */
const unparted: readonly (readonly [RegExp, string])[] = [
  [/第 ?(\d{1,4}) ?次(?:尝试|嘗試|重试|重試)/g, " attempt $1 "],
  [/(\d{1,4}) ?(?:回目(?:の試行)?|번째 시도)/g, " attempt $1 "],
  [/(?:試行|시도|尝试|嘗試) ?[#:=(：（]{0,2} ?(\d{1,4})/g, " attempt $1 "],
  [/再試行|リトライ|재시도|重试|重試/g, " retry "],
  [/失敗|失败|실패|できません|못했/g, " failed "],
  [/[未没沒]有?|不(?=成功|完)|안 (?=됨|됐)/g, " not "],
  [/(?:接続|连接|連線|연결)(?:が|이)?(?:復旧|恢复|恢復|복구)/g, " connection restored "],
  [/(?:接続(?:が確立)?(?:され|し)ました|连接已建立|已连接|연결되었습니다|연결됨)/g, " connected "],
  [/成功|完了|完成|復旧|恢复|恢復|성공|완료|복구/g, " succeeded "],
];

const unpartedScript = /\p{Script=Han}|\p{Script=Hiragana}|\p{Script=Katakana}|\p{Script=Hangul}/u;

/** A line with its words for attempts, and for what became of them, in English; any other word as it is. */
export const inEnglish = (line: string): string => {
  const words = line
    .replace(retry, "retry")
    .replace(attempt, (_, after?: string, before?: string) => `attempt ${after ?? before}`)
    .replace(restored, "connection$1 restored")
    .replace(connected, "connection$1 established")
    .replace(connectedTo, "connected to")
    .replace(failed, "failed")
    .replace(not, "not")
    .replace(good, "succeeded");
  return unpartedScript.test(words)
    ? unparted.reduce((text, [pattern, english]) => text.replace(pattern, english), words)
    : words;
};

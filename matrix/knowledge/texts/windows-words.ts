import type { TranslatedError } from "./translated-error.ts";

const seen = (name: string): string =>
  `Windows FormatMessage, ${name}, in public reports and sources; Microsoft's system error codes`;

/**
 * FormatMessage of Windows, in the order de, fr, es, pt-BR, it, ru, pl, tr, ja, ko, zh-CN, zh-TW; where a
 * language is missing its text was not seen. Longer messages by their beginning.
 */
export const windowsWords: readonly TranslatedError[] = [
  {
    fact: { fact: "connection-refused" },
    seen: seen("WSAECONNREFUSED (10061)"),
    texts: [
      "Es konnte keine Verbindung hergestellt werden, da der Zielcomputer die Verbindung verweigerte",
      "Aucune connexion n'a pu être établie car l'ordinateur cible l'a expressément refusée",
      "No se puede establecer una conexión ya que el equipo de destino denegó expresamente dicha conexión",
      "Nenhuma conexão pôde ser feita porque a máquina de destino as recusou ativamente",
      "Impossibile stabilire la connessione. Rifiuto persistente del computer di destinazione",
      "Подключение не установлено, т.к. конечный компьютер отверг запрос на подключение",
      "Nie można nawiązać połączenia, ponieważ komputer docelowy aktywnie go odmawia",
      "Hedef makine etkin olarak reddettiğinden bağlantı kurulamadı",
      "対象のコンピューターによって拒否されたため、接続できませんでした",
      "대상 컴퓨터에서 연결을 거부했으므로 연결하지 못했습니다",
      "由于目标计算机积极拒绝，无法连接",
      "無法連線，因為目標電腦拒絕連線",
    ],
  },
  {
    fact: { fact: "connection-refused" },
    seen: seen("ERROR_CONNECTION_REFUSED (1225)"),
    texts: [
      "The remote computer refused the network connection",
      "Der Remotecomputer hat die Netzwerkverbindung abgelehnt",
      "El equipo remoto rechazó la conexión de red",
      "O computador remoto recusou a conexão de rede",
      "Удаленный компьютер отклонил это сетевое подключение",
      "リモート コンピューターによりネットワーク接続が拒否されました",
      "원격 컴퓨터가 네트워크 연결을 거부했습니다",
      "远程计算机拒绝网络连接",
    ],
  },
  {
    fact: { fact: "timeout", of: "connect" },
    seen: seen("WSAETIMEDOUT (10060)"),
    texts: [
      "Ein Verbindungsversuch ist fehlgeschlagen, da die Gegenstelle nach einer bestimmten Zeitspanne",
      "Une tentative de connexion a échoué car le parti connecté",
      "Se produjo un error durante el intento de conexión ya que la parte conectada no respondió adecuadamente",
      "Uma tentativa de conexão falhou porque o componente conectado não respondeu",
      "Impossibile stabilire la connessione. Risposta non corretta della parte connessa",
      "Попытка установить соединение была безуспешной, т.к. от другого компьютера за требуемое время",
      "Próba połączenia nie powiodła się, ponieważ połączona strona nie odpowiedziała",
      "接続済みの呼び出し先が一定の時間を過ぎても正しく応答しなかったため、接続できませんでした",
      "연결된 구성원으로부터 응답이 없어 연결하지 못했거나, 호스트로부터 응답이 없어 연결이 끊어졌습니다",
      "由于连接方在一段时间后没有正确答复或连接的主机没有反应，连接尝试失败",
      "連線嘗試失敗，因為連線對象有一段時間並未正確回應",
    ],
  },
  {
    fact: { fact: "timeout", of: "connect" },
    seen: seen("ERROR_SEM_TIMEOUT (121)"),
    texts: [
      "The semaphore timeout period has expired",
      "Das Zeitlimit für die Semaphore wurde erreicht",
      "Le délai de temporisation de sémaphore a expiré",
      "El período de tiempo de espera del semáforo ha expirado",
      "O tempo limite do semáforo expirou",
      "Превышен таймаут семафора",
      "セマフォがタイムアウトしました",
      "세마포 제한 시간이 만료되었습니다",
      "信号灯超时时间已到",
    ],
  },
  {
    fact: { fact: "reset" },
    seen: seen("WSAECONNRESET (10054)"),
    texts: [
      "Eine vorhandene Verbindung wurde vom Remotehost geschlossen",
      "Une connexion existante a dû être fermée par l'hôte distant",
      "Se ha forzado la interrupción de una conexión existente por el host remoto",
      "Foi forçado o cancelamento de uma conexão existente pelo host remoto",
      "Connessione in corso interrotta forzatamente dall'host remoto",
      "Удаленный хост принудительно разорвал существующее подключение",
      "Istniejące połączenie zostało gwałtownie zamknięte przez zdalnego hosta",
      "Varolan bir bağlantı uzaktaki bir ana bilgisayar tarafından zorla kapatıldı",
      "既存の接続はリモート ホストに強制的に切断されました",
      "현재 연결은 원격 호스트에 의해 강제로 끊겼습니다",
      "远程主机强迫关闭了一个现有的连接",
      "遠端主機已強制關閉一個現存的連線",
    ],
  },
  {
    fact: { fact: "unreachable" },
    seen: seen("WSAEHOSTUNREACH (10065), WSAENETUNREACH (10051)"),
    texts: [
      "A socket operation was attempted to an unreachable host",
      "A socket operation was attempted to an unreachable network",
      "Der Host war bei einem Socketvorgang nicht erreichbar",
      "到達できないホストに対してソケット操作を実行しようとしました",
      "연결할 수 없는 호스트로 소켓 작업을 시도했습니다",
      "套接字操作尝试一个无法连接的主机",
      "向一个无法连接的网络尝试了一个套接字操作",
    ],
  },
  {
    fact: { fact: "name-not-resolved", name: null },
    seen: seen("WSAHOST_NOT_FOUND to WSANO_DATA (11001 to 11004)"),
    texts: [
      "A non-recoverable error occurred during a database lookup",
      "The requested name is valid, but no data of the requested type was found",
      "This is usually a temporary error during hostname resolution",
      "Der angegebene Host ist unbekannt",
      "Hôte inconnu",
      "Host desconocido",
      "Este host não é conhecido",
      "Host sconosciuto",
      "Этот хост неизвестен",
      "Nieznany host",
      "Böyle bir ana bilgisayar bilinmiyor",
      "そのようなホストは不明です",
      "알려진 호스트가 없습니다",
      "不知道这样的主机",
      "無法識別這台主機",
    ],
  },
];

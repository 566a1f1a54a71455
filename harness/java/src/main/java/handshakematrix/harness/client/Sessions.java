package handshakematrix.harness.client;

import handshakematrix.harness.Refusal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Those that stay open between requests, which may overlap. */
final class Sessions {
  private final Map<String, Session> open = new HashMap<>();
  private int lastId = 0;

  /** Out, while it is in use, so that no other request closes it. */
  synchronized Session take(String id, boolean needsPlugin) throws Refusal {
    Session session = open.get(id);
    if (session == null) throw new Refusal.Invalid("target.id: session " + id + " is not open");
    if (needsPlugin && session.plugin().isEmpty()) {
      throw new Refusal.Invalid("target.id: session " + id + " is not one of a plugin");
    }
    open.remove(id);
    return session;
  }

  /**
   * @param id that it had before
   * @return the id that it goes by
   */
  synchronized String keep(Optional<String> id, Session session) {
    String name = id.orElseGet(() -> String.valueOf(++lastId));
    open.put(name, session);
    return name;
  }

  /** Ends every session and its plugin. */
  void close() throws InterruptedException {
    List<Session> all;
    synchronized (this) {
      all = List.copyOf(open.values());
      open.clear();
    }
    for (Session session : all) session.close();
  }
}

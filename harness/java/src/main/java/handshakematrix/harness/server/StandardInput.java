package handshakematrix.harness.server;

import java.io.IOException;
import java.io.OutputStream;

final class StandardInput {
  private StandardInput() {}

  /** Reads to the end, and does then what was asked for. */
  static void atEnd(Runnable action) {
    Thread reader = new Thread(() -> readToEnd(action), "standard input");
    reader.setDaemon(true);
    reader.start();
  }

  private static void readToEnd(Runnable action) {
    try {
      System.in.transferTo(OutputStream.nullOutputStream());
    } catch (IOException error) {
      System.err.println("standard input: " + error.getMessage());
    }
    action.run();
  }
}

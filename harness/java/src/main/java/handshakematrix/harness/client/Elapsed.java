package handshakematrix.harness.client;

final class Elapsed {
  private Elapsed() {}

  /**
   * @param since a value of {@link System#nanoTime}
   */
  static double ms(long since) {
    return (System.nanoTime() - since) / 1e6;
  }
}

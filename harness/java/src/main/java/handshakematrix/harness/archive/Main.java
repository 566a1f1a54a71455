package handshakematrix.harness.archive;

import com.google.gson.Gson;
import handshakematrix.harness.Certificates;
import handshakematrix.harness.HandshakeLine;
import handshakematrix.harness.HandshakeLine.LineException;
import handshakematrix.harness.Identity;
import handshakematrix.harness.Refusal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/**
 * Writes the class archives of both programs, which make a start of them cheaper by a third: the
 * client makes calls of the server as a plugin, and at its end each JVM keeps the classes that it
 * had loaded. Where an archive is missing, or is of another JVM, the programs start all the same.
 */
final class Main {
  private static final String SERVER_CONFIG =
      """
      {"endOnStdinEof":true,"listeners":[{"id":"a","mode":"auto-mtls","network":"tcp",
        "address":"127.0.0.1:0","keyType":"p256","key":%s}]}
      """;
  private static final String REQUEST =
      """
      {"jsonrpc":"2.0","id":1,"method":"prove","params":{
        "target":{"kind":"address","network":"tcp","address":"%s"},
        "tls":{"mode":"mtls","ca":%s,"serverName":"localhost","certificate":%s,"key":%s},
        "deadlineMs":60000,"steps":[{"name":"all","calls":[
          {"call":"put","key":"k","value":{"base64":"AAEC"}},
          {"call":"get","key":""},
          {"call":"health","service":"plugin"}]}]}}
      """;

  private Main() {}

  /**
   * One archive for each program and provider.
   *
   * @param arguments the folder with the programs' jar, and the file of the JVM's options: an
   *     archive is good for one garbage collector alone
   */
  public static void main(String[] arguments)
      throws IOException, InterruptedException, Refusal, LineException {
    Path temporary = Files.createTempDirectory("kv-harness");
    List<Path> files =
        List.of(temporary.resolve("plugin"), temporary.resolve("host"), temporary.resolve("key"));
    try {
      for (List<String> variant : List.of(List.<String>of(), List.of("--jdk"))) {
        Programs programs = new Programs(Path.of(arguments[0]), arguments[1], variant);
        writeArchives(programs, files.get(0), files.get(1), files.get(2));
      }
    } finally {
      for (Path file : files) Files.deleteIfExists(file);
      Files.delete(temporary);
    }
  }

  /** Both sides have one key, and each a certificate of its own. */
  private static void writeArchives(Programs programs, Path plugin, Path host, Path key)
      throws IOException, InterruptedException, Refusal, LineException {
    Identity own = Identity.fresh();
    Files.writeString(host, Certificates.pem(own.der()));
    Files.writeString(key, pem(own.key().getEncoded()));
    Map<String, String> environment =
        Map.of(
            "BASIC_PLUGIN", "hello",
            "KV_SERVER_CONFIG", SERVER_CONFIG.formatted(quoted(key)),
            "PLUGIN_CLIENT_CERT", Files.readString(host));
    Process server = programs.start("server", environment);
    HandshakeLine line =
        HandshakeLine.parse(firstLine(server), List.of(HandshakeLine.PROTOCOL_VERSION));
    Files.writeString(plugin, Certificates.pem(line.certificateOrThrow()));
    Process client = programs.start("client", Map.of());
    String request =
        REQUEST.formatted(line.address().text(), quoted(plugin), quoted(host), quoted(key));
    client.getOutputStream().write((request.replace('\n', ' ') + "\n").getBytes());
    client.getOutputStream().close();
    String answer = firstLine(client);
    server.getOutputStream().close();
    client.waitFor();
    server.waitFor();
    if (!answer.contains("\"SERVING\"")) throw new IOException("a call failed: " + answer);
  }

  private static String firstLine(Process process) throws IOException {
    String line = process.inputReader().readLine();
    if (line == null) throw new IOException("a program ended without a word");
    return line;
  }

  /**
   * @param variant the words behind both programs
   */
  private record Programs(Path folder, String options, List<String> variant) {
    Process start(String program, Map<String, String> environment) throws IOException {
      String archive = program + String.join("", variant).replace("--", "-") + ".jsa";
      List<String> argv = new ArrayList<>();
      argv.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
      argv.add("@" + options);
      argv.add("-Xlog:cds=error,cds+dynamic=error:stderr");
      argv.add("-XX:ArchiveClassesAtExit=" + folder.resolve(archive));
      argv.addAll(List.of("-cp", folder.resolve("kv-harness.jar").toString()));
      argv.add("handshakematrix.harness." + program + ".Main");
      argv.addAll(variant);
      ProcessBuilder builder =
          new ProcessBuilder(argv).redirectError(ProcessBuilder.Redirect.INHERIT);
      builder.environment().putAll(environment);
      return builder.start();
    }
  }

  private static String quoted(Path path) {
    return new Gson().toJson(path.toString());
  }

  private static String pem(byte[] key) {
    String lines = Base64.getMimeEncoder().encodeToString(key);
    return "-----BEGIN PRIVATE KEY-----\n" + lines + "\n-----END PRIVATE KEY-----\n";
  }
}

package handshakematrix.harness.client;

import handshakematrix.harness.FileGroup;
import handshakematrix.harness.PluginVariables;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** A directory for the sockets of one plugin. */
record SocketDirectory(Path path, Optional<String> group) {
  static SocketDirectory make(HostOptions.Sockets sockets) throws PluginProcess.StartException {
    try {
      // Its user's alone, as the JDK makes it.
      Path path = Files.createTempDirectory(sockets.folder(), "plugin-dir");
      SocketDirectory directory = new SocketDirectory(path, sockets.group());
      try {
        if (sockets.group().isPresent()) {
          FileGroup.set(path, sockets.group().get(), "rwxrwx---");
        }
      } catch (IOException error) {
        directory.remove();
        throw error;
      }
      return directory;
    } catch (IOException error) {
      throw new PluginProcess.StartException("the directory for sockets could not be made", error);
    }
  }

  /** The variables that tell a plugin of it. */
  Map<String, String> environment() {
    Map<String, String> environment = new HashMap<>();
    environment.put(PluginVariables.SOCKET_DIRECTORY, path.toString());
    group.ifPresent(name -> environment.put(PluginVariables.SOCKET_GROUP, name));
    return environment;
  }

  /** With what the plugin has left in it. */
  void remove() {
    try (Stream<Path> all = Files.walk(path)) {
      List<Path> deepestFirst = all.sorted(Comparator.reverseOrder()).toList();
      for (Path file : deepestFirst) Files.delete(file);
    } catch (IOException error) {
      System.err.println(path + ": " + error);
    }
  }
}

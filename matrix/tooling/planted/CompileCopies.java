import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.StandardLocation;
import javax.tools.ToolProvider;

/**
 * Compiles what each copy of the Java harness has of its own, against the archive of the plain one: {@code
 * java CompileCopies.java FOLDER ARCHIVE BUILD}. One JVM does it for all of them in less time than ten take
 * to start.
 */
final class CompileCopies {
  private static final String PLAIN = "plain";

  private CompileCopies() {}

  public static void main(String[] arguments) throws IOException {
    Path folder = Path.of(arguments[0]);
    Path build = Path.of(arguments[2]);
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
      files.setLocation(StandardLocation.CLASS_PATH, List.of(new File(arguments[1])));
      for (Path copy : below(folder)) {
        if (!Files.isDirectory(copy) || copy.endsWith(PLAIN)) continue;
        Path classes = Files.createDirectory(build.resolve(copy.getFileName()));
        files.setLocation(StandardLocation.CLASS_OUTPUT, List.of(classes.toFile()));
        var sources = files.getJavaFileObjectsFromPaths(sourcesOf(copy));
        if (!compiler.getTask(null, files, null, null, null, sources).call()) {
          System.err.println(copy.getFileName() + " cannot be compiled");
          System.exit(1);
        }
      }
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> below = Files.list(folder)) {
      return below.toList();
    }
  }

  private static List<Path> sourcesOf(Path copy) throws IOException {
    try (Stream<Path> files = Files.walk(copy)) {
      return files.filter(file -> file.toString().endsWith(".java")).toList();
    }
  }
}

package handshakematrix.harness;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.GroupPrincipal;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermissions;

/** Which group a file is of. */
public final class FileGroup {
  private FileGroup() {}

  /**
   * @param group its number or its name
   * @param permissions as {@code rwxrwx---}
   */
  public static void set(Path file, String group, String permissions) throws IOException {
    GroupPrincipal found =
        file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByGroupName(group);
    Files.getFileAttributeView(file, PosixFileAttributeView.class).setGroup(found);
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
  }
}

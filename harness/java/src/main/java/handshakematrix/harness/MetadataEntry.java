package handshakematrix.harness;

import com.google.protobuf.ByteString;
import io.grpc.Metadata;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One value of metadata as grpc-java takes and gives it: bytes of a {@code -bin} name, or text. */
public record MetadataEntry(String name, ByteString value) {
  private static final Metadata.Key<byte[]> DETAILS = binary("grpc-status-details-bin");

  /** Throws what grpc-java throws for a name that it refuses. */
  public static Metadata all(List<MetadataEntry> entries) {
    Metadata metadata = new Metadata();
    for (MetadataEntry entry : entries) {
      if (isBinary(entry.name)) metadata.put(binary(entry.name), entry.value.toByteArray());
      else metadata.put(text(entry.name), entry.value.toStringUtf8());
    }
    return metadata;
  }

  /** Each value an entry. */
  public static List<MetadataEntry> of(Metadata metadata) {
    List<MetadataEntry> entries = new ArrayList<>();
    for (String name : metadata.keys()) {
      if (isBinary(name)) {
        for (byte[] value : metadata.getAll(binary(name))) {
          entries.add(new MetadataEntry(name, ByteString.copyFrom(value)));
        }
      } else {
        for (String value : metadata.getAll(text(name))) {
          entries.add(new MetadataEntry(name, ByteString.copyFromUtf8(value)));
        }
      }
    }
    return entries;
  }

  /** The google.rpc.Status that came along. */
  public static Optional<byte[]> details(Metadata trailing) {
    return Optional.ofNullable(trailing.get(DETAILS));
  }

  public static void putDetails(Metadata trailing, byte[] details) {
    trailing.put(DETAILS, details);
  }

  private static boolean isBinary(String name) {
    return name.endsWith(Metadata.BINARY_HEADER_SUFFIX);
  }

  private static Metadata.Key<byte[]> binary(String name) {
    return Metadata.Key.of(name, Metadata.BINARY_BYTE_MARSHALLER);
  }

  private static Metadata.Key<String> text(String name) {
    return Metadata.Key.of(name, Metadata.ASCII_STRING_MARSHALLER);
  }
}

package handshakematrix.harness;

/** Why something that was asked for is not done. */
public abstract sealed class Refusal extends Exception {
  private Refusal(String message, Throwable cause) {
    super(message, cause);
  }

  /** The same, with the place that it is about in front. */
  public abstract Refusal at(String place);

  /** The stack has no way to do it. */
  public static final class Unsupported extends Refusal {
    public Unsupported(String reason) {
      super(reason, null);
    }

    @Override
    public Unsupported at(String place) {
      return new Unsupported(place + ": " + getMessage());
    }
  }

  /** It makes no sense. */
  public static final class Invalid extends Refusal {
    public Invalid(String reason) {
      this(reason, null);
    }

    public Invalid(String reason, Throwable cause) {
      super(reason, cause);
    }

    @Override
    public Invalid at(String place) {
      return new Invalid(place + ": " + getMessage(), getCause());
    }
  }
}

package io.asyncruntime.internal.util;

import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;

/** The library's one rule for exceptions that leave a blocking call, and for several at once. Any thread. */
public final class Failures {
  private Failures() {}

  /**
   * What a blocking call throws for {@code failure}: an unchecked one or an error is thrown from here unchanged, a checked
   * one is returned wrapped in a {@link CompletionException}. Use as {@code throw Failures.unchecked(e)}.
   */
  public static CompletionException unchecked(Throwable failure) {
    if (failure instanceof RuntimeException unchecked) { throw unchecked; }
    if (failure instanceof Error error) { throw error; }
    return new CompletionException(failure);
  }

  /** Throws {@code failure} as it is, checked or not. Use as {@code throw Failures.sneaky(e)}. */
  @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
  public static <E extends Throwable> RuntimeException sneaky(Throwable failure) throws E {
    throw (E) failure;
  }

  /** The first of two failures, with the second suppressed in it unless they are the same or there is no memory for that. Throws nothing. */
  public static Throwable combine(@Nullable Throwable first, Throwable second) {
    if (first == null) { return second; }
    try {
      if (first != second) {
        first.addSuppressed(second);
      }
    } catch (Throwable noMemory) {
      // the caller is about to end something, which must not be kept from that
    }
    return first;
  }
}

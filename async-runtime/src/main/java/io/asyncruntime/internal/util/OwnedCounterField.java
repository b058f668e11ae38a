package io.asyncruntime.internal.util;

/** The field of an {@link OwnedCounter}, between the padding before it and that behind it. */
abstract sealed class OwnedCounterField extends Padded permits OwnedCounter {
  long value;
}

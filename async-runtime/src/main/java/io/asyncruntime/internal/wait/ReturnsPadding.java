package io.asyncruntime.internal.wait;

/** Keeps what is before a {@link Returns} in memory off its cache line. */
abstract sealed class ReturnsPadding permits ReturnsFields {
  long pad1;
  long pad2;
  long pad3;
  long pad4;
  long pad5;
  long pad6;
  long pad7;
  long pad8;
}

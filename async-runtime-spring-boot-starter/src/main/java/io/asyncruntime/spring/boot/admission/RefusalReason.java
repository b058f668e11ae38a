package io.asyncruntime.spring.boot.admission;

/** Why somebody was not let in. */
public enum RefusalReason {
  /** There was no place, and none in line, or nobody may wait. */
  FULL("full"),
  /** There was no place within {@code max-wait}, or whoever waited has left. */
  WAITED("waited"),
  /** It was the last in a full line, and somebody of a higher priority came. */
  DISPLACED("displaced");

  private final String label;

  RefusalReason(String label) {
    this.label = label;
  }

  /** What figures call it. */
  public String label() {
    return label;
  }
}

package io.asyncruntime.scenario;

/** What code that is not ours may throw. */
enum Thrown {
  EXCEPTION {
    @Override
    void now() {
      throw new IllegalStateException("planted");
    }
  },
  ASSERTION {
    @Override
    void now() {
      throw new AssertionError("planted");
    }
  },
  OUT_OF_MEMORY {
    @Override
    void now() {
      throw new OutOfMemoryError("planted");
    }
  },
  STACK_OVERFLOW {
    @Override
    void now() {
      throw new StackOverflowError("planted");
    }
  },
  DEEP_RECURSION {
    @Override
    void now() {
      depth(1);
    }
  },
  DEATH {
    @Override
    void now() {
      throw new Death();
    }
  };

  abstract void now();

  private static int depth(int above) {
    return above < 0 ? above : depth(above + 1) + 1;
  }

  /** As ThreadDeath, of which newer JDKs warn. */
  private static final class Death extends Error {
    private static final long serialVersionUID = 1L;

    Death() {
      super("planted");
    }
  }
}

package io.asyncruntime.sample.database;

import com.zaxxer.hikari.SQLExceptionOverride;
import java.sql.SQLException;

/**
 * Has the connection pool throw away a connection whose database is closed. H2 closes a database that it cannot write, such as on a disk
 * that is full, and opens it again for the next connection; one that was made before would fail for ever, and looks valid. Made by the
 * pool, see {@code spring.datasource.hikari.exception-override-class-name}; any thread may call.
 */
public final class ClosedDatabase implements SQLExceptionOverride {
  private static final int DATABASE_IS_CLOSED = 90098;
  private static final int DATABASE_CLOSED_AT_EXIT = 90121;

  /** Made by the pool. */
  public ClosedDatabase() {
  }

  @java.lang.Override // the interface has another type of that name
  public Override adjudicate(SQLException failure) {
    int code = failure.getErrorCode();
    return code == DATABASE_IS_CLOSED || code == DATABASE_CLOSED_AT_EXIT ? Override.MUST_EVICT
        : Override.CONTINUE_EVICT;
  }
}

package io.asyncruntime.sample.database;

import com.google.errorprone.annotations.CheckReturnValue;
import io.asyncruntime.BlockingLane;
import io.asyncruntime.future.Future;
import io.asyncruntime.sample.problem.Problem;
import io.asyncruntime.task.JoinException;
import io.asyncruntime.task.JoinHandle;
import java.util.function.Supplier;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.dao.DataAccessException;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionException;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * JDBC for async code. A statement blocks its thread, so each piece of work runs as a named job of a blocking lane as
 * wide as the connection pool, and its future is awaited. Reads and writes have a lane each: a write, with which seats are sold, does not
 * wait behind all who are merely looking. The transaction begins and ends inside the job: {@code @Transactional} on an async method would
 * commit before the first await.
 *
 * <p>Any thread may call. The work starts when the future is awaited and the lane has room. Giving up on the future does not undo work that has begun.
 */
@Component
public final class Database {
  private final BlockingLane reads;
  private final BlockingLane writes;
  private final TransactionTemplate reading;
  private final TransactionTemplate writing;

  Database(@Qualifier("reads") BlockingLane reads, @Qualifier("writes") BlockingLane writes,
      PlatformTransactionManager transactions) {
    this.reads = reads;
    this.writes = writes;
    this.reading = new TransactionTemplate(transactions);
    this.reading.setReadOnly(true);
    this.writing = new TransactionTemplate(transactions);
  }

  /** Runs {@code work} in a read-only transaction. The future fails with what the work threw. */
  @CheckReturnValue
  public <T> Future<T> read(String name, Supplier<? extends T> work) {
    return inside(reads, reading, name, work);
  }

  /** Runs {@code work} in a transaction that commits when it returns and rolls back when it throws, and fails with that. */
  @CheckReturnValue
  public <T> Future<T> write(String name, Supplier<? extends T> work) {
    return inside(writes, writing, name, work);
  }

  private static <T> Future<T> inside(BlockingLane lane, TransactionTemplate transaction, String name,
      Supplier<? extends T> work) {
    Future<JoinHandle<Future<T>>> admitted = lane.spawn(name, () -> answer(transaction, work));
    return admitted.<Future<T>>then(job -> job.recover(Database::originalFailure)).then(answer -> answer);
  }

  /** A no, such as that a row is there already or that the database is not, is an answer too: the future fails, and no job has panicked. */
  private static <T> Future<T> answer(TransactionTemplate transaction, Supplier<? extends T> work) {
    try {
      return Future.ready(transaction.<T>execute(status -> work.get()));
    } catch (DataAccessException | TransactionException | Problem refusal) {
      return Future.failed(refusal);
    }
  }

  /** A job's failure arrives inside a JoinException; callers here want to catch the database's own. */
  private static <T> Future<T> originalFailure(Throwable failure) {
    return Future.failed(failure instanceof JoinException e && e.getCause() != null ? e.getCause() : failure);
  }
}

package io.asyncruntime.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.task.JoinHandle;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** Async blocks that wait in a JDBC call. */
public class JdbcCallsTest {
  private static final int BLOCKS = 200;
  private static final String URL = "jdbc:h2:mem:jdbc-calls;DB_CLOSE_DELAY=-1";
  private static final CountDownLatch INSIDE = new CountDownLatch(BLOCKS);
  private static final CountDownLatch GATE = new CountDownLatch(1);

  /** A function of the database that takes its time. */
  public static int answer() throws InterruptedException {
    INSIDE.countDown();
    GATE.await();
    return 42;
  }

  @Test
  void allWaitAtOnceOnTwoWorkersOfTheFastEngine() throws Exception {
    try (AsyncRuntime runtime = AsyncRuntime.multiThread().workerThreads(2).build();
        Connection keeper = DriverManager.getConnection(URL);
        Statement statement = keeper.createStatement()) {
      assumeTrue(runtime.awaitEngine().startsWith("fast"), "only the fast engine frees the worker of a blocking call");
      statement.execute("create alias answer for '" + JdbcCallsTest.class.getName() + ".answer'");
      List<JoinHandle<Integer>> calls = new ArrayList<>();
      for (int i = 0; i < BLOCKS; i++) calls.add(runtime.spawn(JdbcCallsTest::call));
      assertThat(INSIDE.await(120, TimeUnit.SECONDS)).as("all calls are under way").isTrue();
      GATE.countDown();
      for (JoinHandle<Integer> call : calls) assertThat(runtime.blockOn(call)).isEqualTo(42);
    }
  }

  private static int call() throws SQLException {
    try (Connection connection = DriverManager.getConnection(URL);
        Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery("call answer()")) {
      result.next();
      return result.getInt(1);
    }
  }
}

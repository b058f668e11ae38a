package io.asyncruntime.spring.boot.testkit;

import static io.asyncruntime.Async.await;
import static io.asyncruntime.Async.yieldNow;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.AbstractPlatformTransactionManager;
import org.springframework.transaction.support.DefaultTransactionStatus;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.ui.ModelMap;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.WebRequest;
import org.springframework.web.context.request.WebRequestInterceptor;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/** What Spring keeps for a request by its thread, and requests that await in between. */
@Configuration(proxyBeanMethods = false)
@EnableAsync
public class PlainBeans implements WebMvcConfigurer {
  private static final Object SESSIONS = new Object();

  /** One for each request. */
  public static class Seen {
    private String value = "nothing";

    public String value() {
      return value;
    }

    public void set(String seen) {
      value = seen;
    }
  }

  /** Work on another thread. */
  public static class Work {
    @Async
    public CompletableFuture<String> compute() {
      return CompletableFuture.completedFuture("computed");
    }
  }

  @Bean
  @Scope(value = "request", proxyMode = ScopedProxyMode.TARGET_CLASS)
  Seen seen() {
    return new Seen();
  }

  @Bean
  Work work() {
    return new Work();
  }

  /** As open-in-view does: a session is bound to the thread from before the controller until after the view. */
  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addWebRequestInterceptor(new WebRequestInterceptor() {
      @Override
      public void preHandle(WebRequest request) {
        TransactionSynchronizationManager.bindResource(SESSIONS, "session of /open-view");
      }

      @Override
      public void postHandle(WebRequest request, ModelMap model) {
        // nothing to flush
      }

      @Override
      public void afterCompletion(WebRequest request, Exception failure) {
        TransactionSynchronizationManager.unbindResource(SESSIONS);
      }
    }).addPathPatterns("/open-view");
  }

  @RestController
  static class Routes {
    private final Seen seen;
    private final Work work;

    Routes(Seen seen, Work work) {
      this.seen = seen;
      this.work = work;
    }

    @GetMapping("/scoped")
    String scoped() {
      if (!seen.value().equals("nothing")) return "of another request";
      seen.set("first");
      await(yieldNow());
      return seen.value();
    }

    @GetMapping("/transaction")
    String transaction() {
      Recorded manager = new Recorded();
      boolean open = Boolean.TRUE.equals(new TransactionTemplate(manager).execute(status -> {
        await(yieldNow());
        return TransactionSynchronizationManager.isActualTransactionActive();
      }));
      return open ? manager.steps.toString() : "lost";
    }

    @GetMapping("/open-view")
    String openView() {
      await(yieldNow());
      return String.valueOf(TransactionSynchronizationManager.getResource(SESSIONS));
    }

    @GetMapping("/async-method")
    String asyncMethod() {
      return await(work.compute());
    }
  }

  private static final class Recorded extends AbstractPlatformTransactionManager {
    private static final long serialVersionUID = 1L;

    private final transient List<String> steps = new ArrayList<>();

    @Override
    protected Object doGetTransaction() {
      return steps;
    }

    @Override
    protected void doBegin(Object transaction, TransactionDefinition definition) {
      steps.add("begin");
    }

    @Override
    protected void doCommit(DefaultTransactionStatus status) {
      steps.add("commit");
    }

    @Override
    protected void doRollback(DefaultTransactionStatus status) {
      steps.add("rollback");
    }
  }
}

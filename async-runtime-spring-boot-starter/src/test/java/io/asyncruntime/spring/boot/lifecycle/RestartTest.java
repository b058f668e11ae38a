package io.asyncruntime.spring.boot.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.asyncruntime.spring.boot.testkit.RestartedApp;
import java.lang.management.ManagementFactory;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.List;
import java.util.Set;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.util.ClassUtils;

/**
 * What Spring's developer tools do at a restart: they close the context, and start the application again with a new class
 * loader for its own classes, while the libraries, and so this starter, stay.
 */
@Timeout(120)
class RestartTest {
  @Test
  void nothingOfTheApplicationBeforeTheRestartIsLeft() throws Exception {
    Set<ObjectName> beans = ManagementFactory.getPlatformMBeanServer().queryNames(null, null);
    RestartLoader first = run();
    assertThat(threadsOf(first)).isEmpty();
    assertThat(ManagementFactory.getPlatformMBeanServer().queryNames(null, null)).isEqualTo(beans);
    RestartLoader second = run();
    assertThat(threadsOf(first)).isEmpty();
    assertThat(threadsOf(second)).isEmpty();
  }

  /** Runs the application once; it checks itself. Its class is a new one each time. */
  private static RestartLoader run() throws Exception {
    RestartLoader loader = new RestartLoader();
    ClassLoader before = ClassUtils.overrideThreadContextClassLoader(loader);
    try {
      Class<?> application = loader.loadClass(RestartedApp.class.getName());
      assertThat(application).isNotSameAs(RestartedApp.class);
      ((Runnable) application.getDeclaredConstructor().newInstance()).run();
    } finally {
      ClassUtils.overrideThreadContextClassLoader(before);
    }
    return loader;
  }

  /** Threads that would keep the loader from being collected, once those that are about to end have ended. */
  private static List<Thread> threadsOf(ClassLoader loader) throws InterruptedException {
    List<Thread> held = Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getContextClassLoader() == loader).toList();
    for (Thread thread : held) {
      if (thread.getName().startsWith("async-")) thread.join(30_000);
    }
    return held.stream().filter(thread -> thread.isAlive() && thread.getName().startsWith("async-")).toList();
  }

  /** Defines the application's classes itself, and has all others from the loader of the libraries. */
  private static final class RestartLoader extends URLClassLoader {
    RestartLoader() {
      super(new URL[] {RestartedApp.class.getProtectionDomain().getCodeSource().getLocation()},
          RestartedApp.class.getClassLoader());
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
      if (!name.startsWith(RestartedApp.class.getName())) return super.loadClass(name, resolve);
      synchronized (getClassLoadingLock(name)) {
        Class<?> loaded = findLoadedClass(name);
        return loaded != null ? loaded : findClass(name);
      }
    }
  }
}

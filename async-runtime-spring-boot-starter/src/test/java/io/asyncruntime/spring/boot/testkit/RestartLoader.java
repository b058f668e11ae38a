package io.asyncruntime.spring.boot.testkit;

import java.net.URL;
import java.net.URLClassLoader;
import org.springframework.util.ClassUtils;

/** Defines the classes of {@link RestartedApp} itself, and has all others from the loader of the libraries. */
public final class RestartLoader extends URLClassLoader {
  private RestartLoader() {
    super(new URL[] {RestartedApp.class.getProtectionDomain().getCodeSource().getLocation()},
        RestartedApp.class.getClassLoader());
  }

  /** Runs the application once; it checks itself. Its class is a new one each time. */
  public static ClassLoader run() throws Exception {
    RestartLoader loader = new RestartLoader();
    ClassLoader before = ClassUtils.overrideThreadContextClassLoader(loader);
    try {
      Class<?> application = loader.loadClass(RestartedApp.class.getName());
      if (application == RestartedApp.class) throw new AssertionError("it was loaded by the loader of the libraries");
      ((Runnable) application.getDeclaredConstructor().newInstance()).run();
    } finally {
      ClassUtils.overrideThreadContextClassLoader(before);
    }
    return loader;
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

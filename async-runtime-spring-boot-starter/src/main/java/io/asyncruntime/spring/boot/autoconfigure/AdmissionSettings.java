package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.admission.AdmissionGate;
import io.asyncruntime.spring.boot.admission.AdmissionGroup;
import io.asyncruntime.spring.boot.admission.AdmissionPaths;
import io.asyncruntime.spring.boot.admission.Refusal;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeProperties.Admission;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The gate as the environment wants it: an application that has a runtime of its own has one too. */
final class AdmissionSettings {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionSettings.class);

  /** What a request holds while it is under way, roughly: buffers of the server, its task and what it has read; on hand-off also a thread. */
  private static final long BYTES_OF_A_REQUEST = 64 << 10;
  private static final long BYTES_WITH_A_THREAD = 256 << 10;
  private static final long LEAST = 16;

  private final Admission admission;
  private final List<AdmissionGroup> groups;
  private final Environment environment;

  private AdmissionSettings(Admission admission, Environment environment) {
    this.admission = admission;
    this.environment = environment;
    this.groups = admission.groups().entrySet().stream().map(group -> new AdmissionGroup(group.getKey(),
        group.getValue().paths(), group.getValue().share(), group.getValue().priority())).toList();
  }

  static AdmissionSettings of(Environment environment) {
    return new AdmissionSettings(Binder.get(environment).bindOrCreate("async-runtime.admission", Admission.class),
        environment);
  }

  /** Says how many it lets in, and why so many. */
  AdmissionGate gate(AsyncRuntime runtime) {
    Integer fixed = admission.fixedLimit();
    boolean threads = !runtime.awaitEngine().startsWith("fast");
    int most = fixed != null ? fixed : most(Runtime.getRuntime().maxMemory(), threads);
    boolean adaptive = Admission.ADAPTIVE.equals(admission.maxInFlight());
    LOG.info("Admission: at most {} requests at once ({}{}); async-runtime.admission.max-in-flight changes that", most,
        adaptive ? "adaptive, up to " : "",
        fixed != null ? "as set"
            : "a quarter of the heap, with " + (threads ? "a thread for each" : "no thread for each"));
    return adaptive ? AdmissionGate.adaptive(most, admission.maxWait(), groups)
        : AdmissionGate.fixed(most, admission.maxWait(), groups);
  }

  /** How many requests a quarter of such a heap has room for. */
  static int most(long heapBytes, boolean threads) {
    long room = heapBytes / 4 / (threads ? BYTES_WITH_A_THREAD : BYTES_OF_A_REQUEST);
    return (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST, room));
  }

  /** What is said to those who are not let in. */
  Refusal refusal() {
    return new Refusal(admission.retryAfter());
  }

  /** Actuator, with its probes, is always let in. */
  AdmissionPaths paths() {
    String servlet = withoutEnd(environment.getProperty("spring.mvc.servlet.path", ""));
    String base = withoutEnd(environment.getProperty("management.endpoints.web.base-path", "/actuator"));
    List<String> free = new ArrayList<>(List.of("/livez", "/readyz"));
    if (base.isEmpty()) {
      List.of("/health/**", "/prometheus", "/metrics/**", "/info").forEach(path -> free.add(servlet + path));
    } else {
      free.add(servlet + base + "/**");
    }
    return new AdmissionPaths(groups, free);
  }

  private static String withoutEnd(String path) {
    return path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }
}

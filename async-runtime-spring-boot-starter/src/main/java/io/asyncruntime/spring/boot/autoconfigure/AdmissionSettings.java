package io.asyncruntime.spring.boot.autoconfigure;

import io.asyncruntime.AsyncRuntime;
import io.asyncruntime.spring.boot.admission.AdmissionGate;
import io.asyncruntime.spring.boot.admission.AdmissionGroup;
import io.asyncruntime.spring.boot.admission.AdmissionPaths;
import io.asyncruntime.spring.boot.admission.Refusal;
import io.asyncruntime.spring.boot.admission.UngatedPaths;
import io.asyncruntime.spring.boot.autoconfigure.AsyncRuntimeProperties.Admission;
import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** The gate as the environment wants it: an application that has a runtime of its own has one too. */
final class AdmissionSettings {
  private static final Logger LOG = LoggerFactory.getLogger(AdmissionSettings.class);

  /** What a request holds while it is under way, roughly: buffers of the server, its task and what it has read; on hand-off also a thread. */
  private static final long BYTES_OF_A_REQUEST = 64 << 10;
  private static final long BYTES_WITH_A_THREAD = 256 << 10;
  private static final long LEAST = 16;

  /** What a thread takes beside the heap, as measured with 2,000 of them: its stack, and what the JVM and the system know of it. */
  private static final long BYTES_OF_A_THREAD = 400 << 10;

  private final Admission admission;
  private final List<AdmissionGroup> groups;

  private AdmissionSettings(Admission admission) {
    this.admission = admission;
    this.groups = admission.groups().entrySet().stream().map(group -> new AdmissionGroup(group.getKey(),
        group.getValue().paths(), group.getValue().share(), group.getValue().priority())).toList();
  }

  static AdmissionSettings of(Environment environment) {
    return new AdmissionSettings(Binder.get(environment).bindOrCreate("async-runtime.admission", Admission.class));
  }

  /** Says how many it lets in, and why so many. */
  AdmissionGate gate(AsyncRuntime runtime) {
    Integer fixed = admission.fixedLimit();
    boolean threads = !runtime.awaitEngine().startsWith("fast");
    int most = fixed != null ? fixed : most(Runtime.getRuntime().maxMemory(), memory(), threads);
    boolean adaptive = Admission.ADAPTIVE.equals(admission.maxInFlight());
    LOG.info("Admission: at most {} requests at once ({}{}); async-runtime.admission.max-in-flight changes that", most,
        adaptive ? "adaptive, up to " : "",
        fixed != null ? "as set"
            : "a quarter of the heap, with "
                + (threads ? "a thread for each, for which there is memory beside it" : "no thread for each"));
    return adaptive ? AdmissionGate.adaptive(most, admission.maxWait(), groups)
        : AdmissionGate.fixed(most, admission.maxWait(), groups);
  }

  /**
   * How many requests a quarter of such a heap has room for; with a thread for each no more than half of the memory beside the heap has
   * room for threads.
   */
  static int most(long heapBytes, long memoryBytes, boolean threads) {
    long inHeap = heapBytes / 4 / (threads ? BYTES_WITH_A_THREAD : BYTES_OF_A_REQUEST);
    long beside = threads ? Math.max(0, memoryBytes - heapBytes) / 2 / BYTES_OF_A_THREAD : Long.MAX_VALUE;
    return (int) Math.min(Integer.MAX_VALUE, Math.max(LEAST, Math.min(inHeap, beside)));
  }

  /** Of the container, where there is one, else of the machine; as much as there can be where the JVM does not tell. */
  private static long memory() {
    OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean known ? known.getTotalMemorySize()
        : Long.MAX_VALUE;
  }

  /** What is said to those who are not let in. */
  Refusal refusal() {
    return new Refusal(admission.retryAfter());
  }

  /**
   * Which requests are of which group.
   *
   * @throws IllegalStateException when the gate, one of the application's own, does not know them all
   */
  AdmissionPaths paths(AdmissionGate gate, ObjectProvider<UngatedPaths> ungated) {
    List<String> known = gate.groups().stream().map(AdmissionGate.GroupFigures::name).toList();
    for (AdmissionGroup group : groups) {
      if (!known.contains(group.name())) {
        throw new IllegalStateException(
            "async-runtime.admission.groups." + group.name() + " is no group of the bean of type"
                + " AdmissionGate, which has " + known + ": make the gate with that group, or take the property away");
      }
    }
    return new AdmissionPaths(groups, ungated::orderedStream);
  }
}

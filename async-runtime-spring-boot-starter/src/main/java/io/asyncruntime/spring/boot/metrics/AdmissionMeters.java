package io.asyncruntime.spring.boot.metrics;

import io.asyncruntime.spring.boot.admission.AdmissionGate;
import io.asyncruntime.spring.boot.admission.AdmissionGate.GroupFigures;
import io.asyncruntime.spring.boot.admission.RefusalReason;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.ArrayList;
import java.util.List;

/** Who is let in, and who is refused. */
public final class AdmissionMeters implements MeterBinder {
  private final AdmissionGate gate;
  private final String runtime;
  private final List<Object> kept = new ArrayList<>(); // the registry holds them weakly

  /** Of that gate, beside the runtime of that name. */
  public AdmissionMeters(AdmissionGate gate, String runtime) {
    this.gate = gate;
    this.runtime = runtime;
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    MeterSink sink = new MeterSink(registry, Tags.of("runtime", MeterNames.of(runtime)), kept::add);
    sink.gauge("admission.limit", "Requests that may be under way at once", gate, AdmissionGate::limit);
    for (GroupFigures group : gate.groups()) bind(group.name(), sink.with("group", MeterNames.of(group.name())));
  }

  private void bind(String group, MeterSink sink) {
    sink.gauge("admission.in.flight", "Requests under way", gate, at -> at.group(group).inFlight());
    sink.gauge("admission.waiting", "Requests that wait to be let in", gate, at -> at.group(group).waiting());
    sink.counter("admission.admitted", "Requests that were let in", gate, at -> at.group(group).admitted());
    for (RefusalReason reason : RefusalReason.values()) {
      sink.with("reason", reason.label()).counter("admission.refused",
          "Requests that were refused, because too many were under way", gate, at -> at.refused(group, reason));
    }
  }
}

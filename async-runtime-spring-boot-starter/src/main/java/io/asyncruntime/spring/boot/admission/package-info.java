/**
 * What lives here: the gate that says how many requests are under way at once, who comes first, and what is said to the others.
 * What it may use: the runtime's futures; the filters alone know the web; no auto-configuration.
 * Which threads call it: any; no method of the gate blocks.
 * Where to start reading: {@link io.asyncruntime.spring.boot.admission.AdmissionGate}.
 */
@NullMarked
package io.asyncruntime.spring.boot.admission;

import org.jspecify.annotations.NullMarked;

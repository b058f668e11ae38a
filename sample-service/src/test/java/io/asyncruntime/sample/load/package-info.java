/**
 * What lives here: a load program. Arrivals by schedule ({@code OpenLoop}) or as fast as answers come ({@code ClosedLoop}), a mix
 * of requests, a watch on the process that serves them, and a report as a table and a picture.
 * What it may use: the JDK. It knows the box office by its HTTP only.
 * Which threads call it: the one that plays a run; answers come on threads of the HTTP client.
 * Where to start reading: {@code LoadRun}.
 */
@NullMarked
package io.asyncruntime.sample.load;

import org.jspecify.annotations.NullMarked;

/**
 * Admission at the door: how many requests are under way at once, who comes first, and what is said to the others. The gate knows nothing of
 * the web; the filters do.
 */
@NullMarked
package io.asyncruntime.spring.boot.admission;

import org.jspecify.annotations.NullMarked;

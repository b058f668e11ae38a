/**
 * What lives here: the facade: {@code AsyncRuntime} with its builder, and {@code Async}, the statics of code inside a runtime.
 * It may use everything below it; nothing uses it but applications.
 * Any thread calls it, unless a method says otherwise.
 * Start reading at {@link io.asyncruntime.AsyncRuntime}.
 */
@NullMarked
package io.asyncruntime;

import org.jspecify.annotations.NullMarked;

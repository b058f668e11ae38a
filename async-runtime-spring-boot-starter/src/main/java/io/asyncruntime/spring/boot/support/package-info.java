/**
 * What lives here: how names that came from users are shown.
 * What it may use: the runtime's metrics only.
 * Which threads call it: any; nothing here has state.
 * Where to start reading: {@link io.asyncruntime.spring.boot.support.DisplayNames}.
 */
@NullMarked
package io.asyncruntime.spring.boot.support;

import org.jspecify.annotations.NullMarked;

/** Tests of what the documentation shows. */
@NullMarked
package io.asyncruntime.sample.docs;

import org.jspecify.annotations.NullMarked;

/** A work-stealing runtime for asynchronous tasks, after Tokio. */
module io.asyncruntime {
  requires static transitive com.google.errorprone.annotations;
  requires static transitive org.jspecify;
  requires org.jctools.core;
}

package io.asyncruntime.spring.boot.requests;

/** Work of a container that can tell whether the client has left. */
interface ClientWatch {
  /** Whether nobody is there any more who could read an answer. Only while the work waits for something else than the connection. */
  boolean hasClientLeft();
}

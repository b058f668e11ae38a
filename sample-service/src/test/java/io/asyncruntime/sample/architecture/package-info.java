/**
 * What lives here: the rules of the sample, which shows the library as a user sees it.
 * What it may use: ArchUnit and the compiled classes.
 * Which threads call it: the test runner's.
 * Where to start reading: {@link io.asyncruntime.sample.architecture.ArchitectureTest}.
 */
package io.asyncruntime.sample.architecture;

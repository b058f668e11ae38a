/**
 * What lives here: the rules of the starter, each with a planted violation it must catch.
 * What it may use: ArchUnit and the compiled classes.
 * Which threads call it: the test runner's.
 * Where to start reading: {@link io.asyncruntime.spring.boot.architecture.Rules}.
 */
package io.asyncruntime.spring.boot.architecture;

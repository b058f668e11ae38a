/**
 * What lives here: the rules of the house (package ranks, single doors, sizes), each with a planted violation it must catch.
 * What it may use: ArchUnit and the compiled classes.
 * Which threads call it: the test runner's.
 * Where to start reading: {@link io.asyncruntime.architecture.PackageRanks}.
 */
package io.asyncruntime.architecture;

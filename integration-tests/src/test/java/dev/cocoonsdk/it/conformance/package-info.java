/**
 * Every role against a peer that is played by hand over real sockets: {@code docs/conformance.md} says what is covered and how to add
 * a case. The peer's own codec is in {@link dev.cocoonsdk.it.conformance.raw}.
 */
package dev.cocoonsdk.it.conformance;

/**
 * A second, tiny implementation of the wire, written from {@code docs/protocol/wire.md} 3 to 5 alone, so that the conformance suite
 * trusts nothing of the code under test. It uses the JDK only. Start with {@link dev.cocoonsdk.it.conformance.raw.RawPeer}.
 */
package dev.cocoonsdk.it.conformance.raw;

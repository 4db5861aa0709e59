/**
 * The TL objects of the Cocoon protocol ({@code docs/protocol/wire.md} 4 and 5).
 *
 * <p>The records are generated at build time from {@code src/codegen/tl/*.tl}; start reading there. Each record is one
 * constructor: it knows its id, its exact serialised size, and how to write and read itself. Boxed types with several
 * constructors are sealed interfaces whose names begin with {@code Any}.
 *
 * <p>{@link dev.cocoonsdk.network.tl.TlObjects#read} takes any known object, {@code X.read} exactly an {@code X};
 * {@link dev.cocoonsdk.network.tl.TlReader#parse} also demands that nothing follows. Reading is total: bytes give a value or a
 * {@link dev.cocoonsdk.network.tl.TlFormatException}, and memory is taken only for what is there.
 */
@NullMarked
package dev.cocoonsdk.network.tl;

import org.jspecify.annotations.NullMarked;

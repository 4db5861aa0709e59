/** The official TON emulator as WebAssembly, and what it needs of its surroundings. */
@NullMarked
package dev.cocoonsdk.devnet.internal.emulator;

import org.jspecify.annotations.NullMarked;

/** A local TON chain inside the JVM: the Cocoon contracts, executed by the real virtual machine. */
@NullMarked
package dev.cocoonsdk.devnet;

import org.jspecify.annotations.NullMarked;

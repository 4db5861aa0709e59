/** The native Cocoon protocol as state machines without I/O. */
@NullMarked
package dev.cocoonsdk.network;

import org.jspecify.annotations.NullMarked;

/**
 * The native Cocoon protocol as state machines without I/O ({@code docs/protocol/wire.md}).
 *
 * <p>Frames are the lowest layer: {@link dev.cocoonsdk.network.FrameDecoder} and
 * {@link dev.cocoonsdk.network.FrameEncoder}. The objects in them are in {@link dev.cocoonsdk.network.tl}.
 */
@NullMarked
package dev.cocoonsdk.network;

import org.jspecify.annotations.NullMarked;

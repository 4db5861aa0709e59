/**
 * How bytes travel: one request out, a head and a body back, every outcome through a listener. Start at {@link
 * dev.cocoonsdk.core.transport.Transport}.
 */
@NullMarked
package dev.cocoonsdk.core.transport;

import org.jspecify.annotations.NullMarked;

/**
 * How bytes travel: one request out, a head and a body back, every outcome through a listener. Start at {@link
 * dev.cocoonsdk.core.transport.Transport}; {@link dev.cocoonsdk.core.transport.HttpTransport} is the one over HTTP.
 */
@NullMarked
package dev.cocoonsdk.core.transport;

import org.jspecify.annotations.NullMarked;

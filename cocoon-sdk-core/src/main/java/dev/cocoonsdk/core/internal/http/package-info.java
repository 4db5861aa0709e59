/** HTTP over OkHttp. */
@NullMarked
package dev.cocoonsdk.core.internal.http;

import org.jspecify.annotations.NullMarked;

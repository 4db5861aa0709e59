/**
 * Parts of HTTP that both ends of a request must read alike. Start with {@link dev.cocoonsdk.network.http.MultipartForm}.
 */
@NullMarked
package dev.cocoonsdk.network.http;

import org.jspecify.annotations.NullMarked;

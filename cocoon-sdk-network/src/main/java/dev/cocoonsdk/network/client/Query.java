package dev.cocoonsdk.network.client;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.network.tl.TlBytes;

/**
 * A request in the form in which it is sent.
 *
 * @param id random
 * @param http a boxed {@code http.request}
 * @param request what it was made of
 * @param minConfigVersion the version of the root configuration that this client has
 * @param pricePerToken the price by that configuration
 */
record Query(Hash256 id, TlBytes http, NetworkRequest request, int minConfigVersion, NanoTon pricePerToken) {}

/** The TON blockchain over HTTP, as TonCenter serves it. Begin at {@link dev.cocoonsdk.ton.api.toncenter.TonCenterApi}. */
@NullMarked
package dev.cocoonsdk.ton.api.toncenter;

import org.jspecify.annotations.NullMarked;

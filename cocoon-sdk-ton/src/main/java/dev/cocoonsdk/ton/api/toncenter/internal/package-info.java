/** HTTP and JSON of TonCenter; the only user of the HTTP library in this module. */
@NullMarked
package dev.cocoonsdk.ton.api.toncenter.internal;

import org.jspecify.annotations.NullMarked;

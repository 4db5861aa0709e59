/** TON cells, addresses, contracts and signed payments as the Cocoon network uses them. */
@NullMarked
package dev.cocoonsdk.ton;

import org.jspecify.annotations.NullMarked;

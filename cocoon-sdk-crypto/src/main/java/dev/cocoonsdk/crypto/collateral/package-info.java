/**
 * What Intel publishes about platforms, and where to get it. Start at {@link dev.cocoonsdk.crypto.collateral.CollateralSource}.
 */
@NullMarked
package dev.cocoonsdk.crypto.collateral;

import org.jspecify.annotations.NullMarked;

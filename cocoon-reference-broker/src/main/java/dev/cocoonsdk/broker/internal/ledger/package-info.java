/** Token counters of clients and workers. Start with {@link dev.cocoonsdk.broker.internal.ledger.Ledger}. */
@NullMarked
package dev.cocoonsdk.broker.internal.ledger;

import org.jspecify.annotations.NullMarked;

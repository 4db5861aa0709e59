/**
 * Ledger stores that survive a crash of the machine ({@code docs/ledger.md}). Starting points: {@link
 * dev.cocoonsdk.broker.ledger.SqliteLedgerStore} for one broker alone, {@link dev.cocoonsdk.broker.ledger.PostgresLedgerStore} for brokers
 * that share a database.
 */
@NullMarked
package dev.cocoonsdk.broker.ledger;

import org.jspecify.annotations.NullMarked;

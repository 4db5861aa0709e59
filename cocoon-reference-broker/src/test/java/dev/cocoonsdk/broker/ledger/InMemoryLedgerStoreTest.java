package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.InMemoryLedgerStore;
import dev.cocoonsdk.broker.LedgerStore;

class InMemoryLedgerStoreTest extends LedgerStoreContract {

    @Override
    LedgerStore open() {
        return new InMemoryLedgerStore();
    }

    @Override
    boolean isDurable() {
        return false;
    }
}

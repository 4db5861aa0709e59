package dev.cocoonsdk.network;

import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.tl.AnyProxySignedPayment;
import dev.cocoonsdk.ton.SignedPayment;
import org.jspecify.annotations.Nullable;

/**
 * The counters that one connection claimed or was told, none of which may fall ({@code docs/protocol/wire.md} 8.3 and 10.6).
 * What is valid rises the shared account too. A proxy promises rising numbers per connection only: what another connection was
 * told meanwhile is no reason to close this one. On the link's thread.
 */
final class SeenNumbers {

    private final SignedCounters account;
    private TokenCount signed;
    private TokenCount database;
    private TokenCount memory;

    /** Starts from what the account knows, which is what this connection claims. */
    SeenNumbers(SignedCounters account) {
        this.account = account;
        this.signed = account.signed();
        this.database = account.database();
        this.memory = account.memory();
    }

    TokenCount signed() {
        return signed;
    }

    TokenCount database() {
        return database;
    }

    TokenCount memory() {
        return memory;
    }

    /** The rules of wire.md 8.3: nothing on the proxy's disk or chain may have fallen; the maximum is merged by the caller's rule. */
    @Nullable
    String compare(AnyProxySignedPayment payment, long newDatabase, long newMemory) {
        SignedPayment valid = account.verify(payment);
        if (valid == null) {
            return "signed payment is missing or invalid";
        }
        if (valid.tokens().compareTo(signed) < 0) {
            return "tokens_committed_to_blockchain is too low";
        }
        if (newDatabase < database.value()) {
            return "tokens_committed_to_db is too low";
        }
        if (newMemory < 0) {
            return "max_tokens is negative";
        }
        merge(payment, newDatabase, newMemory);
        return null;
    }

    /** The rules of wire.md 10.6 for {@code proxy.workerRequestPayment}: nothing may fall. */
    @Nullable
    String requestPayment(AnyProxySignedPayment payment, long newDatabase, long newMemory) {
        if (newMemory < memory.value()) {
            return "max_tokens is too low";
        }
        return compare(payment, newDatabase, newMemory);
    }

    /** The proxy lost what it held in memory only and said so; from here on this connection counts from its number. */
    void settleMemory(long proxyMemory) {
        memory = TokenCount.of(proxyMemory);
    }

    /** Takes what is valid and higher, without consequences for the rest; returns whether the payment is valid. */
    boolean merge(AnyProxySignedPayment payment, long newDatabase, long newMemory) {
        SignedPayment valid = account.verify(payment);
        if (valid != null) {
            signed = signed.max(valid.tokens());
        }
        database = database.max(TokenCount.of(Math.max(0, newDatabase)));
        memory = memory.max(TokenCount.of(Math.max(0, newMemory)));
        return account.merge(payment, newDatabase, newMemory);
    }
}

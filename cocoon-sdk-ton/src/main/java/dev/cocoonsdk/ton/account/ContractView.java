package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.ton.ClientStorage;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A client contract as it was last read.
 *
 * @param storage what it holds, null if nothing is deployed
 * @param coins the account's own coins, which pay for its storage; the deposit lies on the proxy contract
 */
public record ContractView(@Nullable ClientStorage storage, NanoTon coins) {

    /** Nothing is deployed. */
    public static final ContractView ABSENT = new ContractView(null, NanoTon.ZERO);

    /**
     * What it holds.
     *
     * @throws NullPointerException if nothing is deployed
     */
    public ClientStorage requireStorage() {
        return Objects.requireNonNull(storage, "no contract is deployed");
    }

    /** After this the refund can be forced. */
    Instant unlocksAt() {
        return Instant.ofEpochSecond(requireStorage().unlockTime());
    }
}

package dev.cocoonsdk.broker.internal.account;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Clients without a chain ({@code docs/protocol/payments.md} 12): every wallet is known, has the empty secret, a balance of
 * 10<sup>6</sup> TON and a stake of 1 TON, which bounds what it can use. Configured accounts take the place of this rule: if
 * there are any, no other wallet is known.
 */
public final class FakeTonAccounts implements AccountDirectory {

    /** Hash of the empty secret, which everybody knows. */
    public static final Hash256 EMPTY_SECRET = Hash256.sha256();

    private static final NanoTon BALANCE = NanoTon.ofTon(1_000_000);
    private static final NanoTon STAKE = NanoTon.ofTon(1);

    private final Map<TonAddress, ClientAccount> configured;

    /** Knows the given accounts, or everybody if the list is empty. */
    public FakeTonAccounts(List<ClientAccount> configured) {
        this.configured =
                configured.stream().collect(Collectors.toUnmodifiableMap(ClientAccount::wallet, Function.identity()));
    }

    @Override
    public @Nullable ClientAccount find(TonAddress wallet) {
        if (configured.isEmpty()) {
            return new ClientAccount(
                    wallet, EMPTY_SECRET, BALANCE, STAKE, TokenCount.ZERO, ClientAccount.State.RUNNING);
        }
        return configured.get(wallet);
    }
}

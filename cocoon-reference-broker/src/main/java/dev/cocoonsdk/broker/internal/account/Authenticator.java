package dev.cocoonsdk.broker.internal.account;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.TonAddress;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose request this is: the secret's hash is compared in constant time with the hash on chain, as the short
 * authorisation does ({@code docs/protocol/wire.md} 7.3). Unlike there, failed attempts are limited, and the empty secret
 * counts only without a chain.
 *
 * <p>Failures are counted per remote address, per account and remote address, and per account. Only the second limit stops a
 * caller that has shown the account's right secret from this remote address lately, so that neither a stranger's guesses nor a
 * neighbour behind the same address can lock an owner out.
 *
 * <p>Thread-safe.
 */
public final class Authenticator {

    private static final int MAX_KEYS = 10_000;
    private static final String HINT = "Send the header \"Authorization: Bearer <wallet address>:<secret>\".";

    private record Caller(TonAddress wallet, String remote) {}

    private final AccountDirectory directory;
    private final boolean emptySecretAllowed;
    private final RateLimiter<String> byRemote;
    private final RateLimiter<Caller> byCaller;
    private final RateLimiter<TonAddress> byWallet;
    private final Map<Caller, Boolean> welcome = new LinkedHashMap<>(64, 0.75f, true);

    /**
     * @param directory the accounts
     * @param emptySecretAllowed only without a chain
     * @param failuresPerMinute failed attempts for one account from one remote address; a remote address may fail three times as
     *     often in all, an account ten times as often; 0 means without limit
     * @param nanoTime monotonic clock in nanoseconds
     */
    public Authenticator(
            AccountDirectory directory, boolean emptySecretAllowed, int failuresPerMinute, LongSupplier nanoTime) {
        this.directory = directory;
        this.emptySecretAllowed = emptySecretAllowed;
        this.byRemote = new RateLimiter<>(3 * failuresPerMinute, MAX_KEYS, nanoTime);
        this.byCaller = new RateLimiter<>(failuresPerMinute, MAX_KEYS, nanoTime);
        this.byWallet = new RateLimiter<>(10 * failuresPerMinute, MAX_KEYS, nanoTime);
    }

    /**
     * The account of a request.
     *
     * @param header the Authorization header, or null
     * @param remote the caller's network address
     * @throws ApiException with {@link ErrorKind#UNAUTHORIZED} or {@link ErrorKind#RATE_LIMITED}
     */
    public ClientAccount authenticate(@Nullable String header, String remote) {
        BearerToken token = BearerToken.parse(header);
        if (token == null) {
            throw ApiError.of(ErrorKind.UNAUTHORIZED, "The request has no usable bearer token.", HINT)
                    .toException();
        }
        Caller caller = new Caller(token.wallet(), remote);
        refuseIfTooMany(caller);
        ClientAccount account = directory.find(token.wallet());
        Hash256 expected = account == null ? Hash256.ZERO : account.secretHash();
        boolean right = expected.equals(token.secretHash());
        if (!right || account == null) {
            count(caller);
            throw ApiError.of(ErrorKind.UNAUTHORIZED, "The wallet is not known here or the secret is wrong.", HINT)
                    .toException();
        }
        if (!emptySecretAllowed && expected.equals(FakeTonAccounts.EMPTY_SECRET)) {
            count(caller);
            throw ApiError.of(
                            ErrorKind.UNAUTHORIZED,
                            "This account has the empty secret, which anybody could use.",
                            "Set a random secret of at least 128 bits with the client contract's change_secret_hash.")
                    .toException();
        }
        remember(caller);
        return account;
    }

    private void refuseIfTooMany(Caller caller) {
        Duration delay = byCaller.delay(caller);
        if (!isWelcome(caller)) {
            delay = longer(delay, longer(byRemote.delay(caller.remote), byWallet.delay(caller.wallet)));
        }
        if (!delay.isZero()) {
            throw ApiError.rateLimited("Too many failed attempts.", delay).toException();
        }
    }

    private void count(Caller caller) {
        byRemote.take(caller.remote);
        byCaller.take(caller);
        byWallet.take(caller.wallet);
    }

    private void remember(Caller caller) {
        synchronized (welcome) {
            welcome.put(caller, Boolean.TRUE);
            if (welcome.size() > MAX_KEYS) {
                welcome.remove(welcome.keySet().iterator().next());
            }
        }
    }

    private boolean isWelcome(Caller caller) {
        synchronized (welcome) {
            return welcome.containsKey(caller);
        }
    }

    private static Duration longer(Duration a, Duration b) {
        return a.compareTo(b) >= 0 ? a : b;
    }
}

package dev.cocoonsdk.broker.internal.account;

import dev.cocoonsdk.broker.AccountDirectory;
import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.core.Hash256;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Finds out whose request this is: the secret's hash is compared in constant time with the hash on chain, as the short
 * authorisation does ({@code docs/protocol/wire.md} 7.3). Unlike there, failed attempts are limited, and the empty secret
 * counts only without a chain.
 *
 * <p>Thread-safe.
 */
public final class Authenticator {

    private static final String HINT = "Send the header \"Authorization: Bearer <wallet address>:<secret>\".";

    private final AccountDirectory directory;
    private final boolean emptySecretAllowed;
    private final Attempts attempts;

    /**
     * @param directory the accounts
     * @param emptySecretAllowed only without a chain
     * @param attempts counts the failed ones
     */
    public Authenticator(AccountDirectory directory, boolean emptySecretAllowed, Attempts attempts) {
        this.directory = directory;
        this.emptySecretAllowed = emptySecretAllowed;
        this.attempts = attempts;
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
        Duration delay = attempts.delay(token.wallet(), remote);
        if (!delay.isZero()) {
            throw ApiError.rateLimited("Too many failed attempts.", delay).toException();
        }
        ClientAccount account = directory.find(token.wallet());
        Hash256 expected = account == null ? Hash256.ZERO : account.secretHash();
        boolean right = expected.equals(token.secretHash());
        if (!right || account == null) {
            attempts.failed(token.wallet(), remote);
            throw ApiError.of(ErrorKind.UNAUTHORIZED, "The wallet is not known here or the secret is wrong.", HINT)
                    .toException();
        }
        if (!emptySecretAllowed && expected.equals(FakeTonAccounts.EMPTY_SECRET)) {
            attempts.failed(token.wallet(), remote);
            throw ApiError.of(
                            ErrorKind.UNAUTHORIZED,
                            "This account has the empty secret, which anybody could use.",
                            "Set a random secret of at least 128 bits with the client contract's change_secret_hash.")
                    .toException();
        }
        attempts.succeeded(token.wallet(), remote);
        return account;
    }
}

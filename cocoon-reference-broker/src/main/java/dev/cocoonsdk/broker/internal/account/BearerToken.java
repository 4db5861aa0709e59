package dev.cocoonsdk.broker.internal.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.AddressFormatException;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * The value of an Authorization header, {@code Bearer <wallet address>:<secret>} (design: "One account model"). The secret is
 * kept as its hash only.
 *
 * @param wallet the named wallet
 * @param secretHash SHA-256 of the secret
 */
record BearerToken(TonAddress wallet, Hash256 secretHash) {

    private static final String SCHEME = "Bearer ";
    private static final int FRIENDLY_LENGTH = 48;
    private static final int MAX_LENGTH = 1024;

    /** The token in a header, or null if there is none of this form. */
    static @Nullable BearerToken parse(@Nullable String header) {
        if (header == null
                || header.length() > MAX_LENGTH
                || !header.regionMatches(true, 0, SCHEME, 0, SCHEME.length())) {
            return null;
        }
        String token = header.substring(SCHEME.length()).strip();
        int colon = token.indexOf(':');
        if (colon >= 0 && colon < FRIENDLY_LENGTH) {
            colon = token.indexOf(':', colon + 1);
        }
        if (colon < 0) {
            return null;
        }
        try {
            TonAddress wallet = TonAddress.parse(token.substring(0, colon));
            byte[] secret = token.substring(colon + 1).getBytes(StandardCharsets.UTF_8);
            return new BearerToken(wallet, Hash256.sha256(secret));
        } catch (AddressFormatException e) {
            return null;
        }
    }

    /** Names the wallet only. */
    @Override
    public String toString() {
        return "BearerToken[" + wallet + "]";
    }
}

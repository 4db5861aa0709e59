package dev.cocoonsdk.broker.internal.account;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class AuthenticatorTest {

    private static final TonAddress WALLET = TonAddress.basechain(Hash256.sha256(new byte[] {1}));
    private static final String SECRET = "a:secret with a colon";
    private static final String HERE = "10.0.0.1";
    private static final String ELSEWHERE = "10.0.0.2";

    private final ManualClock clock = new ManualClock();

    private Authenticator authenticator(String secret, boolean fake) {
        ClientAccount account = new ClientAccount(
                WALLET,
                Hash256.sha256(secret.getBytes(StandardCharsets.UTF_8)),
                NanoTon.ofTon(1),
                NanoTon.ofTon(1),
                TokenCount.ZERO,
                ClientAccount.State.RUNNING);
        return new Authenticator(new FakeTonAccounts(List.of(account)), fake, new Attempts(5, clock));
    }

    private static String bearer(String secret) {
        return "Bearer " + WALLET.toWire(false) + ":" + secret;
    }

    private static ApiError refusal(Authenticator authenticator, String header, String remote) {
        return catchThrowableOfType(ApiException.class, () -> authenticator.authenticate(header, remote))
                .error();
    }

    @Test
    void the_right_secret_opens_the_account_in_any_spelling_of_the_address() {
        Authenticator authenticator = authenticator(SECRET, false);

        assertThat(authenticator.authenticate(bearer(SECRET), HERE).wallet()).isEqualTo(WALLET);
        assertThat(authenticator
                        .authenticate("bearer " + WALLET + ":" + SECRET, HERE)
                        .wallet())
                .isEqualTo(WALLET);
        assertThat(authenticator
                        .authenticate("Bearer " + WALLET.toWire(true) + ":" + SECRET, HERE)
                        .wallet())
                .isEqualTo(WALLET);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(strings = {"", "Bearer ", "Bearer x", "Basic abc", "Bearer abc:def", "Bearer 0:zz:secret"})
    void a_header_of_another_form_is_unauthorized(String header) {
        ApiError error = refusal(authenticator(SECRET, true), header, HERE);

        assertThat(error.kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
        assertThat(error.hint()).contains("Authorization: Bearer <wallet address>:<secret>");
    }

    @Test
    void a_wrong_secret_and_an_unknown_wallet_look_the_same() {
        Authenticator authenticator = authenticator(SECRET, false);
        String stranger = "Bearer " + TonAddress.basechain(Hash256.ZERO) + ":" + SECRET;

        assertThat(refusal(authenticator, bearer("wrong"), HERE)).isEqualTo(refusal(authenticator, stranger, HERE));
    }

    @Test
    void the_empty_secret_counts_only_without_a_chain() {
        assertThat(authenticator("", true).authenticate(bearer(""), HERE).wallet())
                .isEqualTo(WALLET);
        assertThat(refusal(authenticator("", false), bearer(""), HERE).message())
                .contains("empty secret");
    }

    @Test
    void without_configured_accounts_every_wallet_is_known() {
        Authenticator authenticator = new Authenticator(new FakeTonAccounts(List.of()), true, new Attempts(5, clock));

        assertThat(authenticator.authenticate(bearer(""), HERE).balance()).isEqualTo(NanoTon.ofTon(1_000_000));
        assertThat(refusal(authenticator, bearer("x"), HERE).kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
    }

    @Test
    void after_too_many_failures_even_the_right_secret_must_wait() {
        Authenticator authenticator = authenticator(SECRET, false);
        for (int i = 0; i < 5; i++) {
            assertThat(refusal(authenticator, bearer("wrong" + i), HERE).kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
        }

        ApiError error = refusal(authenticator, bearer(SECRET), HERE);

        assertThat(error.kind()).isEqualTo(ErrorKind.RATE_LIMITED);
        assertThat(error.retryAfter()).isEqualTo(Duration.ofSeconds(12));
        clock.advance(Duration.ofSeconds(12));
        assertThat(authenticator.authenticate(bearer(SECRET), HERE).wallet()).isEqualTo(WALLET);
    }

    @Test
    void failures_elsewhere_do_not_stop_the_owner() {
        Authenticator authenticator = authenticator(SECRET, false);
        authenticator.authenticate(bearer(SECRET), HERE);
        for (int i = 0; i < 60; i++) {
            refusal(authenticator, bearer("guess"), "10.1.0." + i);
        }

        assertThat(authenticator.authenticate(bearer(SECRET), HERE).wallet()).isEqualTo(WALLET);
        assertThat(refusal(authenticator, bearer(SECRET), ELSEWHERE).kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    }

    @Test
    void guesses_through_a_proxy_on_this_machine_do_not_lock_out_who_has_shown_the_secret() {
        Authenticator authenticator = authenticator(SECRET, true);
        authenticator.authenticate(bearer(SECRET), "127.0.0.1");
        for (int i = 0; i < 40; i++) {
            refusal(authenticator, bearer("guess" + i), "127.0.0.1");
        }
        assertThat(authenticator.authenticate(bearer(SECRET), "127.0.0.1").wallet())
                .isEqualTo(WALLET);
    }

    @Test
    void a_remote_address_that_tries_many_accounts_is_stopped() {
        Authenticator authenticator = new Authenticator(new FakeTonAccounts(List.of()), true, new Attempts(5, clock));
        for (int i = 0; i < 15; i++) {
            String header = "Bearer " + TonAddress.basechain(Hash256.sha256(new byte[] {(byte) i})) + ":x";
            assertThat(refusal(authenticator, header, HERE).kind()).isEqualTo(ErrorKind.UNAUTHORIZED);
        }

        assertThat(refusal(authenticator, bearer("x"), HERE).kind()).isEqualTo(ErrorKind.RATE_LIMITED);
    }

    @Test
    void a_neighbour_behind_the_same_address_does_not_stop_the_owner() {
        Authenticator authenticator = authenticator(SECRET, false);
        authenticator.authenticate(bearer(SECRET), HERE);
        for (int i = 0; i < 20; i++) {
            refusal(
                    authenticator,
                    "Bearer " + TonAddress.basechain(Hash256.sha256(new byte[] {(byte) i})) + ":x",
                    HERE);
        }

        assertThat(authenticator.authenticate(bearer(SECRET), HERE).wallet()).isEqualTo(WALLET);
    }

    @Test
    void nothing_secret_is_printed() {
        BearerToken token = BearerToken.parse(bearer("very secret"));

        assertThat(String.valueOf(token)).contains(WALLET.toString()).doesNotContain("very secret");
        assertThat(String.valueOf(token)).doesNotContain(token.secretHash().toHex());
    }
}

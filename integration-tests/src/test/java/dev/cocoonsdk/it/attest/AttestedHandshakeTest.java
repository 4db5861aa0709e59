package dev.cocoonsdk.it.attest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AssuranceLevel;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.PolicyConfig;
import dev.cocoonsdk.crypto.QuoteSource;
import dev.cocoonsdk.crypto.Verdict;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.tls.TlsIdentity;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.ConnectionStack;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.tee.SimulatedImage;
import dev.cocoonsdk.tee.SimulatedPlatform;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whole handshakes, proof of work and TLS, with quotes of a simulated platform; whoever is refused is refused in either role. */
class AttestedHandshakeTest {

    private static final Clock CLOCK = Clock.systemUTC();
    private static final Bytes SEED = Bytes.utf8("attested handshakes of the tests");
    private static final SimulatedPlatform PLATFORM = SimulatedPlatform.create(SEED, CLOCK);
    private static final SimulatedImage IMAGE = SimulatedImage.named("worker");
    private static final QuoteSource QUOTES = PLATFORM.quotes(IMAGE);
    private static final PolicyConfig KNOWN =
            PolicyConfig.DEFAULT.withSimulatedPlatform(PLATFORM.rootKey(), PLATFORM.collateral());
    private static final AttestationPolicy GOOD = KNOWN.policy("simulated_tdx", true);

    /** What a peer shows, what is demanded of it, and how the refusal begins. */
    enum Refused {
        WRONG_IMAGE(
                QUOTES,
                KNOWN.withImageHashes(Set.of(Hash256.ZERO)).policy("simulated_tdx", true),
                "(POLICY) at MEASUREMENTS: image hash"),
        DEBUG_TD(PLATFORM.quotes(IMAGE.withTdAttributes(SimulatedImage.TD_ATTRIBUTES | 1)), GOOD, "(POLICY) at "),
        OUTDATED(
                QUOTES,
                simulated(SimulatedPlatform.builder(SEED, CLOCK)
                        .tcbStatus("OutOfDate", "INTEL-SA-00000")
                        .build()),
                "(OUTDATED) at TCB_LEVEL"),
        NO_COLLATERAL(
                QUOTES,
                KNOWN.withCollateral(CollateralSource.none()).policy("simulated_tdx", true),
                "(COLLATERAL_MISSING) at "),
        EXPIRED_COLLATERAL(
                QUOTES,
                simulated(SimulatedPlatform.create(SEED, Clock.offset(CLOCK, Duration.ofDays(-60)))),
                "(COLLATERAL_EXPIRED) at DATES"),
        STOLEN_QUOTE(ignored -> QUOTES.quote(Bytes.wrap(new byte[64])), GOOD, "(FORGED) at BINDING"),
        ANOTHER_PLATFORM(
                SimulatedPlatform.create(Bytes.utf8("a platform of somebody else"), CLOCK)
                        .quotes(IMAGE),
                GOOD,
                "(FORGED) at PLATFORM_CHAIN"),
        SIMULATED_IN_PRODUCTION(
                QUOTES,
                PolicyConfig.DEFAULT.withCollateral(PLATFORM.collateral()).policy("tdx", true),
                "(FORGED) at PLATFORM_CHAIN"),
        FAKE_QUOTE(data -> data, GOOD, "(MALFORMED) at QUOTE_FORMAT"),
        GARBAGE(data -> Bytes.wrap(new byte[5000]), GOOD, "(MALFORMED) at QUOTE_FORMAT");

        private final QuoteSource shown;
        private final AttestationPolicy demanded;
        private final String refusal;

        Refused(QuoteSource shown, AttestationPolicy demanded, String refusal) {
            this.shown = shown;
            this.demanded = demanded;
            this.refusal = refusal;
        }

        private static AttestationPolicy simulated(SimulatedPlatform platform) {
            return PolicyConfig.DEFAULT
                    .withSimulatedPlatform(platform.rootKey(), platform.collateral())
                    .policy("simulated_tdx", true);
        }
    }

    private static TlsParty party(QuoteSource quotes, AttestationPolicy policy) {
        return TlsParty.of(TlsIdentitySource.of(TlsIdentity.attested(quotes, CLOCK)), policy, CLOCK);
    }

    private static HandEnd acceptor(TlsParty party) {
        return new HandEnd(ConnectionStack.secureAcceptor(party, 1, Duration.ofMinutes(1)), "worker");
    }

    private static HandEnd connector(TlsParty party) {
        return new HandEnd(ConnectionStack.secureConnector(party, 8), "worker");
    }

    @Test
    void bothSidesVerifyEachOther() {
        HandEnd acceptor = acceptor(party(QUOTES, GOOD));
        HandEnd connector = connector(party(
                PLATFORM.quotes(SimulatedImage.named("proxy")),
                KNOWN.withImageHashes(Set.of(IMAGE.imageHash())).policy("simulated_tdx", true)));
        HandEnd.exchange(connector, acceptor);

        assertThat(connector.failure).isNull();
        assertThat(connector.peer.imageHash()).isEqualTo(IMAGE.imageHash());
        assertThat(acceptor.peer.imageHash())
                .isEqualTo(SimulatedImage.named("proxy").imageHash());
        assertThat(acceptor.peer.verdict()).isInstanceOfSatisfying(Verdict.Trusted.class, verdict -> {
            assertThat(verdict.assurance()).isEqualTo(AssuranceLevel.SIMULATED);
            assertThat(verdict.validUntil())
                    .isBetween(
                            CLOCK.instant().plus(Duration.ofHours(23)),
                            CLOCK.instant().plus(Duration.ofHours(24)));
            assertThat(verdict.facts().policy()).isEqualTo("simulated_tdx");
            assertThat(verdict.facts().rootKeyId()).isEqualTo(PLATFORM.rootKey().id());
        });
    }

    @ParameterizedTest
    @EnumSource
    void aServerIsRefused(Refused why) {
        HandEnd server = acceptor(party(why.shown, AttestationPolicy.any()));
        HandEnd client = connector(party(QUOTES, why.demanded));
        HandEnd.exchange(client, server);
        refuses(client, server, why);
    }

    @ParameterizedTest
    @EnumSource
    void aClientIsRefused(Refused why) {
        HandEnd server = acceptor(party(QUOTES, why.demanded));
        HandEnd client = connector(party(why.shown, AttestationPolicy.any()));
        HandEnd.exchange(client, server);
        refuses(server, client, why);
    }

    private static void refuses(HandEnd judge, HandEnd refused, Refused why) {
        assertThat(judge.peer).isNull();
        assertThat(judge.failure.kind()).isEqualTo(Kind.REFUSED_HERE);
        assertThat(judge.failure.detail()).startsWith("worker: refused " + why.refusal);
        assertThat(refused.failure.kind()).isIn(Kind.REFUSED_BY_PEER, Kind.DISCONNECTED);
    }
}

package dev.cocoonsdk.ton.root;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.ContractCodes;
import dev.cocoonsdk.ton.ManualTimer;
import dev.cocoonsdk.ton.RootConfig;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.Vectors;
import dev.cocoonsdk.ton.api.ScriptedTonApi;
import dev.cocoonsdk.ton.api.TonApiException;
import dev.cocoonsdk.ton.cell.Cell;
import dev.cocoonsdk.ton.cell.CellBuilder;
import dev.cocoonsdk.ton.cell.CellSlice;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class RootReaderTest {

    private static final Instant START = Instant.parse("2026-11-23T10:00:00Z");
    private static final TonAddress ROOT = TonAddress.basechain(Hash256.sha256(new byte[] {1}));
    private static final Cell HONEST = root("full_v3");

    private final ManualTimer timer = new ManualTimer(START);
    private final ScriptedTonApi first = new ScriptedTonApi(START).storage(ROOT, HONEST);
    private final ScriptedTonApi second = new ScriptedTonApi(START).storage(ROOT, HONEST);
    private final ScriptedTonApi third = new ScriptedTonApi(START).storage(ROOT, HONEST);
    private final RootPolicy policy = policy(HONEST);

    private static Stream<JsonObject> vectors() {
        return Vectors.objects(Vectors.load("ton/root_config.json"), "vectors")
                .filter(vector -> vector.object("expected") != null);
    }

    private static Cell root(String name) {
        return vectors()
                .filter(vector -> name.equals(vector.string("name")))
                .map(vector -> Vectors.cell(Vectors.object(vector, "cell")))
                .findFirst()
                .orElseThrow();
    }

    private static RootPolicy policy(Cell root) {
        return RootConfig.parse(root, START).isTest() ? RootPolicy.TEST : RootPolicy.PRODUCTION;
    }

    /** The same root with another version. */
    private static Cell version(Cell root, long version) {
        CellSlice in = root.beginRead();
        Cell owner = in.loadBits(TonAddress.BITS);
        in.skipBits(32);
        return new CellBuilder()
                .storeSlice(owner.beginRead())
                .storeUint(version, 32)
                .storeSlice(in)
                .build();
    }

    private static long versionOf(VerifiedRoot root) {
        return root.config().version();
    }

    private RootReader quorum() {
        return RootReader.quorum(
                List.of(
                        new RootEndpoint("alpha", first),
                        new RootEndpoint("beta", second),
                        new RootEndpoint("gamma", third)),
                2,
                ROOT,
                policy,
                timer);
    }

    private RootReader single() {
        return RootReader.local(first, ROOT);
    }

    private static VerifiedRoot get(CompletionStage<VerifiedRoot> stage) {
        return stage.toCompletableFuture().join();
    }

    private static <T extends RootException> T failure(Class<T> type, CompletionStage<VerifiedRoot> stage) {
        Throwable cause = assertThatExceptionOfType(CompletionException.class)
                .isThrownBy(() -> get(stage))
                .actual()
                .getCause();
        return type.cast(cause);
    }

    static Stream<Arguments> roots() {
        return vectors().map(vector -> Arguments.argumentSet(Vectors.text(vector, "name"), vector));
    }

    @ParameterizedTest
    @MethodSource("roots")
    void readsARootOfEveryStructVersion(JsonObject vector) {
        Cell data = Vectors.cell(Vectors.object(vector, "cell"));
        VerifiedRoot root = get(RootReader.local(new ScriptedTonApi(START).storage(ROOT, data), ROOT)
                .read());

        assertThat(root.config()).isEqualTo(RootConfig.parse(data, START));
        assertThat(root.storage()).isEqualTo(data.hash());
        assertThat(root.provenance()).isEqualTo(new RootProvenance.Local());
    }

    @Test
    void aLiarAmongThreeIsOutvotedAndNamed() {
        third.storage(ROOT, version(HONEST, 4_000_000_000L));
        VerifiedRoot root = get(quorum().read());

        assertThat(root.storage()).isEqualTo(HONEST.hash());
        assertThat(root.provenance())
                .isEqualTo(new RootProvenance.Quorum(2, Set.of("alpha", "beta"), Set.of("gamma"), Set.of()));
    }

    @Test
    void twoOfThreeAreEnoughWhileOneIsSilentOrBroken() {
        second.silent = true;
        CompletionStage<VerifiedRoot> reading = quorum().read();
        timer.advance(Duration.ofSeconds(20));

        assertThat(get(reading).provenance())
                .isEqualTo(new RootProvenance.Quorum(2, Set.of("alpha", "gamma"), Set.of(), Set.of("beta")));
    }

    @Test
    void withoutAgreementThereIsNoRootAndTheErrorSaysWhoGaveWhat() {
        second.failure = new TonApiException("away", true);
        third.storage(ROOT, version(HONEST, 77));
        RootException.NoQuorum problem = failure(RootException.NoQuorum.class, quorum().read());

        assertThat(problem.answers()).containsOnlyKeys("alpha", "gamma");
        assertThat(problem.required()).isEqualTo(2);
        assertThat(problem.retryMayHelp()).isTrue();
    }

    @Test
    void aLoneEndpointIsRefusedInProductionBeforeItIsAsked() {
        assertThatExceptionOfType(RootException.Refused.class)
                .isThrownBy(() -> RootReader.single(new RootEndpoint("liar", first), ROOT, RootPolicy.PRODUCTION))
                .withMessageContaining("SingleEndpoint");
        assertThat(first.polls).isZero();
        assertThat(RootPolicy.PRODUCTION.accepts(new RootProvenance.Local())).isFalse();
    }

    @Test
    void aQuorumIsAMajorityOfDifferentEndpoints() {
        List<RootEndpoint> same = List.of(new RootEndpoint("alpha", first), new RootEndpoint("alpha", second));
        List<RootEndpoint> four = List.of(
                new RootEndpoint("a", first),
                new RootEndpoint("b", second),
                new RootEndpoint("c", third),
                new RootEndpoint("d", first));

        assertThatIllegalArgumentException().isThrownBy(() -> RootReader.quorum(same, 2, ROOT, policy, timer));
        assertThatIllegalArgumentException().isThrownBy(() -> RootReader.quorum(four, 2, ROOT, policy, timer));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> RootReader.quorum(four.subList(0, 1), 1, ROOT, policy, timer));
    }

    @Test
    void theTimeOfAQuorumIsOneThatEnoughEndpointsSay() {
        first.time = START.plusSeconds(1_000_000);
        second.time = START.plusSeconds(5);
        third.time = START.minusSeconds(9);

        assertThat(get(quorum().read()).config().timestamp()).isEqualTo(START.plusSeconds(5));
    }

    @Test
    void aHigherVersionReplacesAndALowerOneIsIgnored() {
        RootReader reader = single();
        first.storage(ROOT, version(HONEST, 100));
        get(reader.read());
        first.storage(ROOT, version(HONEST, 101));
        long newer = versionOf(get(reader.read()));
        first.storage(ROOT, version(HONEST, 99));
        first.time = START.plusSeconds(60);
        VerifiedRoot last = get(reader.read());

        assertThat(newer).isEqualTo(101);
        assertThat(versionOf(last)).isEqualTo(101);
        assertThat(last.config().timestamp()).isEqualTo(START);
    }

    @Test
    void anEqualVersionMovesTheTimeOnAndNeverBack() {
        RootReader reader = single();
        get(reader.read());
        first.time = START.plusSeconds(30);
        Instant later = get(reader.read()).config().timestamp();
        first.time = START.plusSeconds(10);

        assertThat(later).isEqualTo(START.plusSeconds(30));
        assertThat(get(reader.read()).config().timestamp()).isEqualTo(later);
    }

    @Test
    void whatCannotBeParsedOrReadLeavesTheOneBefore() {
        RootReader reader = single();
        VerifiedRoot known = get(reader.read());
        first.storage(ROOT, Cell.EMPTY);
        failure(RootException.Malformed.class, reader.read());
        first.failure = new TonApiException("away", true);
        failure(RootException.Unreachable.class, reader.read());

        assertThat(reader.current()).isEqualTo(known);
    }

    @Test
    void anAddressWithoutContractIsNoRoot() {
        RootReader reader = RootReader.local(new ScriptedTonApi(START), ROOT);

        assertThat(failure(RootException.Malformed.class, reader.read())).hasMessageContaining("MISSING");
        assertThat(reader.current()).isNull();
    }

    @Test
    void aRootOfTheOtherKindOfNetworkIsRefused() {
        RootPolicy other = policy == RootPolicy.TEST ? RootPolicy.PRODUCTION : RootPolicy.TEST;
        RootReader reader = RootReader.quorum(
                List.of(new RootEndpoint("alpha", first), new RootEndpoint("beta", second)), 2, ROOT, other, timer);

        assertThat(failure(RootException.WrongNetwork.class, reader.read()).retryMayHelp())
                .isFalse();
    }

    @Test
    void pinsLeaveOnlyWhatTheUserReviewed() {
        RootConfig config = RootConfig.parse(HONEST, START);
        Hash256 image = config.proxyHashes().iterator().next();
        RootPins pins = new RootPins(Set.of(image, Hash256.ZERO), Set.of(), codes(config));
        VerifiedRoot root = get(RootReader.pinned(new RootEndpoint("alpha", first), ROOT, pins, policy)
                .read());

        assertThat(root.config().proxyHashes()).containsExactly(image);
        assertThat(root.config().workerHashes()).isEmpty();
        assertThat(RootPolicy.PRODUCTION.accepts(root.provenance())).isTrue();
    }

    @Test
    void aContractCodeThatIsNotPinnedMakesTheRootUnusable() {
        RootPins pins = new RootPins(Set.of(Hash256.ZERO), Set.of(), Set.of(Hash256.ZERO));
        RootReader reader = RootReader.pinned(new RootEndpoint("alpha", first), ROOT, pins, policy);

        assertThat(failure(RootException.NotPinned.class, reader.read()).hash()).isNotEqualTo(Hash256.ZERO);
    }

    private static Set<Hash256> codes(RootConfig config) {
        ContractCodes codes = config.params().codes();
        return Set.of(hash(codes.proxy()), hash(codes.worker()), hash(codes.client()));
    }

    private static Hash256 hash(@Nullable Cell code) {
        return Objects.requireNonNull(code).hash();
    }
}

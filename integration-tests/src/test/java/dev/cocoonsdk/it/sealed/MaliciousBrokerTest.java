package dev.cocoonsdk.it.sealed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.chat.ChatRequest;
import dev.cocoonsdk.core.chat.ChatResult;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.policy.RetryPolicy;
import dev.cocoonsdk.core.transport.FinalInfo;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.HttpTransport;
import dev.cocoonsdk.core.transport.ResponseHead;
import dev.cocoonsdk.crypto.sealed.EnclaveKeys;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.sealed.Refusal;
import dev.cocoonsdk.crypto.sealed.SealedAnswers;
import dev.cocoonsdk.crypto.sealed.SealedMedia;
import dev.cocoonsdk.crypto.sealed.client.AnswerTamperedException;
import dev.cocoonsdk.crypto.sealed.client.DowngradeRefusedException;
import dev.cocoonsdk.crypto.sealed.client.KeysExhaustedException;
import dev.cocoonsdk.crypto.sealed.client.NoTrustedProviderException;
import dev.cocoonsdk.crypto.sealed.client.ReceiptMismatchException;
import dev.cocoonsdk.crypto.sealed.client.SealedRequestRefusedException;
import dev.cocoonsdk.crypto.sealed.client.SealedTransport;
import dev.cocoonsdk.crypto.sealed.client.VerifiedAnswer;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.tee.SimulatedImage;
import dev.cocoonsdk.tee.SimulatedPlatform;
import dev.cocoonsdk.testkit.LocalMarketplace;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Whatever a broker does to a sealed call is detected and named, and it never sees the prompt or the answer. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MaliciousBrokerTest {

    private static final String PROMPT = "The-prompt-that-nobody-reads";
    private static final String ANSWER = "the-answer-that-nobody-reads";
    private static final int REQUEST_ID = 8;
    private static final int MAX_TOKENS = 40;
    private static final int MAX_COEFFICIENT = 44;
    private static final int EXPIRES = 60;
    private static final int MODEL = 70;

    private LocalMarketplace marketplace;
    private Meddler broker;
    private CocoonClient client;

    @BeforeAll
    void start() {
        marketplace = LocalMarketplace.start();
        marketplace.script().answer(ANSWER + " and " + ANSWER);
    }

    @AfterAll
    void stop() {
        marketplace.close();
    }

    @BeforeEach
    void connect() {
        broker = new Meddler(HttpTransport.builder()
                .baseUrl(marketplace.apiUri())
                .bearerToken(marketplace.token())
                .build());
        client = CocoonClient.builder()
                .transport(SealedTransport.builder(marketplace.policy()).over(broker))
                .retries(RetryPolicy.none())
                .defaultModel(ModelId.of("scripted"))
                .build();
    }

    @AfterEach
    void itHasSeenNothing() {
        client.close();
        for (byte[] bytes : broker.seen()) {
            String text = new String(bytes, StandardCharsets.ISO_8859_1);
            assertThat(text).doesNotContain(PROMPT).doesNotContain(ANSWER);
        }
        assertThat(broker.seen()).isNotEmpty();
    }

    private ChatResult call() {
        return client.chat().call(ChatRequest.builder().user(PROMPT).build());
    }

    @Test
    void anHonestBrokerSeesNothingEither() {
        ChatResult result = call();

        assertThat(result.text()).contains(ANSWER);
        assertThat(VerifiedAnswer.of(result)).hasSize(1);
    }

    static Stream<Arguments> requests() {
        return Stream.of(
                request("a byte of a record", Refusal.TAMPERED, r -> SealedBytes.flipped(r, r.length - 1)),
                request(
                        "a byte of a wrap",
                        Refusal.TAMPERED,
                        r -> SealedBytes.flipped(r, SealedBytes.requestHeader(r) - 1)),
                request("more tokens", Refusal.TAMPERED, r -> SealedBytes.with(r, MAX_TOKENS, 5000)),
                request("fewer tokens", Refusal.TAMPERED, r -> SealedBytes.with(r, MAX_TOKENS, 50)),
                request("a higher price", Refusal.TAMPERED, r -> SealedBytes.with(r, MAX_COEFFICIENT, 9000)),
                request("a later expiry", Refusal.TAMPERED, r -> SealedBytes.flipped(r, EXPIRES + 7)),
                request(
                        "the order of records",
                        Refusal.TAMPERED,
                        r -> SealedBytes.changedRequestRecords(r, SealedBytes::swapLast)),
                request(
                        "a missing record",
                        Refusal.TAMPERED,
                        r -> SealedBytes.changedRequestRecords(r, records -> records.remove(1))),
                request(
                        "a missing end",
                        Refusal.TAMPERED,
                        r -> SealedBytes.changedRequestRecords(r, records -> records.remove(records.size() - 1))),
                request(
                        "a record twice",
                        Refusal.TAMPERED,
                        r -> SealedBytes.changedRequestRecords(r, records -> records.add(records.get(0)))));
    }

    private static Arguments request(String what, Refusal refusal, UnaryOperator<byte[]> change) {
        return Arguments.of(what, refusal, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("requests")
    void aChangedRequestIsRefusedByTheEnclave(String what, Refusal refusal, UnaryOperator<byte[]> change) {
        broker.requests(change);

        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        SealedRequestRefusedException.class,
                        refused -> assertThat(refused.refusal()).isIn(refusal, Refusal.MALFORMED));
    }

    @Test
    void aRequestForAnotherModelReachesNobodyWhoCanOpenIt() {
        int before = marketplace.script().requests().size();
        broker.requests(request -> SealedBytes.flipped(request, MODEL));

        assertThatThrownBy(this::call).isInstanceOf(CocoonException.class).hasMessageContaining("model");
        assertThat(marketplace.script().requests())
                .noneMatch(played -> !played.finished().isDone());
    }

    @Test
    void aRequestUnderAnotherIdIsRefusedAndTheRefusalIsNotTakenForAnAnswer() {
        broker.requests(request -> SealedBytes.flipped(request, REQUEST_ID));

        substituted();
    }

    @Test
    void aReplayedRequestRunsOnce() {
        List<byte[]> first = new ArrayList<>();
        broker.requests(request -> {
            first.add(request);
            return first.get(0);
        });
        call();
        int before = marketplace.script().requests().size();

        substituted();
        assertThat(marketplace.script().requests()).hasSize(before);
    }

    @Test
    void aReplayBehindTheClientsBackRunsOnce() throws Exception {
        List<byte[]> kept = new ArrayList<>();
        broker.requests(request -> {
            kept.add(request);
            return request;
        });
        call();
        int before = marketplace.script().requests().size();
        HttpRequest again = HttpRequest.newBuilder(marketplace.apiUri().resolve("/v1/sealed"))
                .header("Content-Type", SealedMedia.REQUEST)
                .header("Authorization", "Bearer " + marketplace.token().reveal())
                .POST(HttpRequest.BodyPublishers.ofByteArray(kept.get(0)))
                .build();

        HttpResponse<Void> answer = HttpClient.newHttpClient().send(again, HttpResponse.BodyHandlers.discarding());

        assertThat(answer.statusCode()).isEqualTo(Refusal.REPLAYED.status());
        assertThat(marketplace.script().requests()).hasSize(before);
    }

    private void substituted() {
        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        AnswerTamperedException.class,
                        tampered -> assertThat(tampered.kind()).isEqualTo("SUBSTITUTED"));
    }

    static Stream<Arguments> answers() {
        return Stream.of(
                answer("a byte of a record", "MODIFIED", a -> SealedBytes.flipped(a, a.length - 1)),
                answer("a byte of the salt", "MODIFIED", a -> SealedBytes.flipped(a, 101)),
                answer("the request id", "SUBSTITUTED", a -> SealedBytes.flipped(a, 6)),
                answer("the key id", "SUBSTITUTED", a -> SealedBytes.flipped(a, 38)),
                answer(
                        "the order of records",
                        "REORDERED",
                        a -> SealedBytes.changedAnswerRecords(a, SealedBytes::swapLast)),
                answer(
                        "a missing record",
                        "REORDERED",
                        a -> SealedBytes.changedAnswerRecords(a, records -> records.remove(1))),
                answer(
                        "a missing end",
                        "TRUNCATED",
                        a -> SealedBytes.changedAnswerRecords(a, records -> records.remove(records.size() - 1))),
                answer("a cut record", "TRUNCATED", a -> Arrays.copyOf(a, a.length - 3)),
                answer(
                        "a record twice",
                        "DUPLICATED",
                        a -> SealedBytes.changedAnswerRecords(a, records -> records.add(1, records.get(0)))),
                answer("a byte behind the end", "EXTENDED", SealedBytes::longer));
    }

    private static Arguments answer(String what, String kind, UnaryOperator<byte[]> change) {
        return Arguments.of(what, kind, change);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("answers")
    void aChangedAnswerIsNamed(String what, String kind, UnaryOperator<byte[]> change) {
        broker.answers(reply -> reply.withBody(change.apply(reply.body())));

        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        AnswerTamperedException.class,
                        tampered -> assertThat(tampered.kind()).isEqualTo(kind));
    }

    @Test
    void theAnswerToAnotherRequestIsNotTaken() {
        List<byte[]> first = new ArrayList<>();
        broker.answers(reply -> {
            first.add(reply.body());
            return reply.withBody(first.get(0));
        });
        call();

        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        AnswerTamperedException.class,
                        tampered -> assertThat(tampered.kind()).isEqualTo("SUBSTITUTED"));
    }

    @Test
    void anAnswerInClearIsADowngrade() {
        broker.answers(reply -> new Meddler.Reply(
                new ResponseHead(200, List.of(new Header("Content-Type", "application/json"))),
                "{\"choices\":[]}".getBytes(StandardCharsets.UTF_8),
                null));

        assertThatThrownBy(this::call).isInstanceOf(DowngradeRefusedException.class);
    }

    @Test
    void aChargeAboveTheReceiptIsNamed() {
        broker.answers(reply -> new Meddler.Reply(reply.head(), reply.body(), charge(1_000_000, 1)));

        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        ReceiptMismatchException.class,
                        mismatch -> assertThat(mismatch.field()).isEqualTo("charged tokens"));
    }

    @Test
    void aPriceAboveTheReceiptIsNamed() {
        broker.answers(reply -> new Meddler.Reply(reply.head(), reply.body(), charge(1, Long.MAX_VALUE / 2)));

        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        ReceiptMismatchException.class,
                        mismatch -> assertThat(mismatch.field()).isEqualTo("charged price"));
    }

    private static FinalInfo charge(long tokens, long nanoton) {
        TokenCount none = TokenCount.of(0);
        return new FinalInfo(none, none, none, none, TokenCount.of(tokens), NanoTon.of(nanoton), null);
    }

    @Test
    void aForgedRefusalSendsNothingElse() {
        broker.answers(reply -> sealed(reply, SealedAnswers.refused(requestId(reply), Refusal.UNSUPPORTED_SUITE)));
        int before = marketplace.script().requests().size();

        assertThatThrownBy(this::call).isInstanceOf(SealedRequestRefusedException.class);
        assertThat(marketplace.script().requests()).hasSize(before + 1);
    }

    @Test
    void aMismatchThatNeverEndsEndsTheCall() throws Exception {
        Bytes genuine = genuineEvidence();
        broker.answers(reply -> sealed(reply, SealedAnswers.keyMismatch(requestId(reply), genuine)));

        assertThatThrownBy(this::call).isInstanceOf(KeysExhaustedException.class);
    }

    @Test
    void aForgedMismatchThatIsChargedIsNotSealedAnew() throws Exception {
        Bytes genuine = genuineEvidence();
        int before = marketplace.script().requests().size();
        broker.answers(reply -> new Meddler.Reply(
                reply.head(),
                SealedAnswers.keyMismatch(requestId(reply), genuine).toByteArray(),
                charge(5, 5)));

        assertThatThrownBy(this::call).isInstanceOfSatisfying(ReceiptMismatchException.class, mismatch -> {
            assertThat(mismatch.expected()).isEqualTo("0");
            assertThat(mismatch.acceptance()).isEqualTo(Acceptance.ACCEPTED);
        });
        assertThat(marketplace.script().requests()).hasSize(before + 1);
    }

    @Test
    void aKeyOfTheBrokersOwnIsNotSealedTo() {
        Bytes own = ownEvidence();
        broker.answers(reply -> sealed(reply, SealedAnswers.keyMismatch(requestId(reply), own)));

        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        NoTrustedProviderException.class,
                        none -> assertThat(none.refused())
                                .anySatisfy(
                                        reason -> assertThat(reason.reason()).containsIgnoringCase("root")));
    }

    @Test
    void providersThatTheBrokerMadeUpAreNotTrusted() throws Exception {
        JsonValue own = JsonValue.parse(ownEvidence().toByteArray());
        broker.providers(list -> evidenceReplaced(list, own));

        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        NoTrustedProviderException.class,
                        none -> assertThat(none.refused())
                                .isNotEmpty()
                                .allSatisfy(
                                        reason -> assertThat(reason.verdict()).isNotNull()));
    }

    @Test
    void anEndorsementThatTheBrokerChangedIsNotTrusted() throws Exception {
        JsonValue changed =
                JsonValue.parse(withOtherEndorsement(genuineEvidence()).toByteArray());
        broker.providers(list -> evidenceReplaced(list, changed));

        assertThatThrownBy(this::call)
                .isInstanceOfSatisfying(
                        NoTrustedProviderException.class,
                        none -> assertThat(none.refused())
                                .anySatisfy(
                                        reason -> assertThat(reason.reason()).contains("ENDORSEMENT")));
    }

    private static Meddler.Reply sealed(Meddler.Reply reply, Bytes body) {
        return new Meddler.Reply(reply.head(), body.toByteArray(), null);
    }

    private static Hash256 requestId(Meddler.Reply reply) {
        byte[] id = new byte[32];
        ByteBuffer.wrap(reply.body(), 6, 32).get(id);
        return Hash256.of(id);
    }

    private Bytes genuineEvidence() throws Exception {
        HttpRequest get = HttpRequest.newBuilder(marketplace.apiUri().resolve("/v1/providers?model=scripted"))
                .build();
        String list = HttpClient.newHttpClient()
                .send(get, HttpResponse.BodyHandlers.ofString())
                .body();
        JsonObject entry = (JsonObject) data(list).get(0);
        return ProviderEvidence.parse(Objects.requireNonNull(entry.object("evidence")))
                .encoded();
    }

    private static List<JsonValue> data(String list) throws Exception {
        return ((JsonObject) JsonValue.parse(list)).array("data");
    }

    private static byte[] evidenceReplaced(byte[] list, JsonValue evidence) {
        try {
            JsonObject whole = (JsonObject) JsonValue.parse(list);
            List<JsonValue> entries = data(new String(list, StandardCharsets.UTF_8)).stream()
                    .map(entry -> (JsonValue) ((JsonObject) entry).with("evidence", evidence))
                    .toList();
            return whole.with("data", JsonValue.array(entries)).toJson().getBytes(StandardCharsets.UTF_8);
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    /** Well made in every respect, on a platform of the broker's own. */
    private static Bytes ownEvidence() {
        byte[] seed = new byte[32];
        new SecureRandom().nextBytes(seed);
        SimulatedPlatform platform = SimulatedPlatform.create(Bytes.wrap(seed), Clock.systemUTC());
        SimulatedImage image = SimulatedImage.named("cocoon testkit worker");
        try (TlsIdentitySource identity =
                        TlsIdentitySource.attested(platform.quotes(image), Clock.systemUTC(), problem -> {});
                EnclaveKeys keys = EnclaveKeys.builder(identity, Clock.systemUTC())
                        .model("scripted")
                        .build()) {
            return keys.evidence().encoded();
        }
    }

    /** A key of the broker's in the genuine endorsement: the change that hides best. */
    private static Bytes withOtherEndorsement(Bytes genuine) throws Exception {
        ProviderEvidence evidence = ProviderEvidence.parse(genuine);
        byte[] endorsement = evidence.endorsement().toByteArray();
        endorsement[endorsement.length / 2] ^= 1;
        return new ProviderEvidence(evidence.tlsKey(), evidence.quote(), Bytes.wrap(endorsement), evidence.signature())
                .encoded();
    }
}

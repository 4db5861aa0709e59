package dev.cocoonsdk.network;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.network.LinkFailure.Kind;
import dev.cocoonsdk.network.tl.AnyProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxySignedPayment;
import dev.cocoonsdk.network.tl.ProxySignedPaymentEmpty;
import dev.cocoonsdk.network.tl.TlBytes;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Payments and counters (wire.md 10.6). */
class PaymentTest {

    private static final int REQUEST_PAYMENT = 0x1436c0d5;

    @Test
    void theWorkerLearnsItsEarningsAfterEachRequest() {
        LinkPair pair = LinkPair.ready();
        pay(pair, 0, 50, 60, 60);
        pay(pair, 50, 60, 100, 40);
        assertThat(pair.worker.payments).containsExactly("60 of 60", "40 of 100");
        assertThat(pair.workerLink.account().signed()).isEqualTo(TokenCount.of(50));
        assertThat(pair.workerLink.account().database()).isEqualTo(TokenCount.of(60));
        assertThat(pair.workerLink.account().payment()).isEqualTo(TestNetwork.signed(50));
    }

    @Test
    void theProxyNeverSendsFallingNumbers() {
        LinkPair pair = LinkPair.ready();
        pay(pair, 10, 50, 60, 60);
        pay(pair, 0, 40, 30, 1);
        assertThat(pair.worker.payments).containsExactly("60 of 60", "1 of 60");
        assertThat(pair.worker.failures).isEmpty();
    }

    @Test
    void theWorkerClosesOnAnEmptyPayment() {
        assertViolation(new ProxySignedPaymentEmpty(), 60, 60, "signed payment is missing or invalid");
    }

    @Test
    void theWorkerClosesOnAPaymentThatIsNotForIt() {
        assertViolation(
                new ProxySignedPayment(TlBytes.ofUtf8("no bag of cells")),
                60,
                60,
                "signed payment is missing or invalid");
    }

    @Test
    void theWorkerClosesOnAFallingSignedPayment() {
        assertViolation(form(9), 60, 60, "tokens_committed_to_blockchain is too low");
    }

    @Test
    void theWorkerClosesOnAFallingDatabaseCounter() {
        assertViolation(form(10), 49, 60, "tokens_committed_to_db is too low");
    }

    @Test
    void theWorkerClosesOnAFallingMaximum() {
        assertViolation(form(10), 50, 59, "max_tokens is too low");
    }

    @Test
    void aRepeatedPaymentIsFine() {
        LinkPair pair = LinkPair.ready();
        pay(pair, 10, 50, 60, 60);
        pay(pair, 10, 50, 60, 0);
        assertThat(pair.worker.payments).hasSize(2);
    }

    @Test
    void theWorkerAsksForItsStatusEveryTenToTwentySecondsAndMergesWithoutConsequences() {
        LinkPair pair = LinkPair.ready();
        pay(pair, 10, 50, 60, 60);
        pair.proxy.numbers = TestNetwork.numbers(20, 61, 70);
        pair.pass(Duration.ofSeconds(21));
        assertThat(pair.workerLink.account().signed()).isEqualTo(TokenCount.of(20));
        assertThat(pair.workerLink.account().database()).isEqualTo(TokenCount.of(61));
        assertThat(pair.workerLink.account().memory()).isEqualTo(TokenCount.of(70));
        pair.proxy.numbers = TestNetwork.numbers(20, 62, 71);
        pair.pass(Duration.ofSeconds(21));
        assertThat(pair.workerLink.account().memory()).isEqualTo(TokenCount.of(71));
        assertThat(pair.worker.failures).isEmpty();
    }

    @Test
    void aStatusWithLowerOrInvalidNumbersChangesNothing() {
        PayoutAccount account = new PayoutAccount(new ProxyIdentity(
                TestNetwork.CONTRACTS.proxy(), TestNetwork.WORKER_CONTRACT, TestNetwork.PROXY_KEY.publicKey()));
        account.counters().merge(form(10), 20, 30);
        account.counters().merge(form(5), -1, 7);
        account.counters().merge(new ProxySignedPayment(TlBytes.ofUtf8("x")), 0, 0);
        account.counters().merge(new ProxySignedPaymentEmpty(), 0, 31);
        assertThat(account.signed()).isEqualTo(TokenCount.of(10));
        assertThat(account.database()).isEqualTo(TokenCount.of(20));
        assertThat(account.memory()).isEqualTo(TokenCount.of(31));
    }

    @Test
    void aPollWithoutAnswerIsRepeatedAndHarmless() {
        LinkPair pair = LinkPair.ready();
        pair.proxy.holdNumbers = true;
        pair.pass(Duration.ofSeconds(100));
        assertThat(pair.worker.failures).isEmpty();
        pair.proxy.holdNumbers = false;
        pair.proxy.numbers = TestNetwork.numbers(0, 1, 2);
        pair.pass(Duration.ofSeconds(100));
        assertThat(pair.workerLink.account().memory()).isEqualTo(TokenCount.of(2));
    }

    @Test
    void countersSurviveTheConnectionAndAreComparedAtTheNext() {
        ProxyDirectory directory = TestNetwork.directory();
        LinkPair first = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory).connect();
        pay(first, 10, 50, 60, 60);
        first.workerLink.close("test");
        LinkPair second = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory);
        second.proxy.numbers = TestNetwork.numbers(10, 50, 55);
        second.connect();
        assertThat(second.workerLink.isReady()).as("extended comparison").isTrue();
        assertThat(directory.accounts()).hasSize(1);
        assertThat(second.workerLink.account().memory()).isEqualTo(TokenCount.of(60));
    }

    @Test
    void connectionsToOneProxyDoNotMistakeEachOthersNumbersForFallingOnes() {
        ProxyDirectory directory = TestNetwork.directory();
        LinkPair first = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory).connect();
        LinkPair second = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory).connect();
        pay(first, 20, 70, 90, 30);
        pay(second, 10, 50, 60, 60);
        assertThat(second.worker.payments).containsExactly("60 of 90");
        assertThat(second.worker.failures).isEmpty();
        assertThat(directory.accounts()).hasSize(1);
        assertThat(first.workerLink.account().signed()).isEqualTo(TokenCount.of(20));
        assertThat(first.workerLink.account().database()).isEqualTo(TokenCount.of(70));
        assertThat(first.workerLink.account().memory()).isEqualTo(TokenCount.of(90));
    }

    @Test
    void aHandshakeIsNotDisturbedByWhatAnotherConnectionLearnsMeanwhile() {
        ProxyDirectory directory = TestNetwork.directory();
        LinkPair first = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory).connect();
        LinkPair second = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory);
        second.proxy.holdNumbers = true;
        second.connect();
        pay(first, 20, 70, 90, 30);
        second.proxy.heldReply.accept(TestNetwork.numbers(10, 50, 60));
        second.exchange();
        assertThat(second.workerLink.isReady()).isTrue();
        assertThat(second.workerLink.account().memory()).isEqualTo(TokenCount.of(90));
    }

    @Test
    void aProxyThatLostItsMemoryMayCountOnFromItsDisk() {
        ProxyDirectory directory = TestNetwork.directory();
        LinkPair first = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory).connect();
        pay(first, 10, 50, 60, 60);
        first.workerLink.close("test");
        LinkPair second = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory);
        second.proxy.numbers = TestNetwork.numbers(10, 50, 50);
        second.connect();
        pay(second, 10, 50, 55, 5);
        assertThat(second.worker.failures).isEmpty();
        assertThat(second.worker.payments).containsExactly("5 of 60");
    }

    @Test
    void aForgottenProxyIsMetAgainFromZero() {
        ProxyDirectory directory = TestNetwork.directory();
        LinkPair first = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory).connect();
        pay(first, 10, 50, 60, 60);
        first.workerLink.close("test");
        LinkPair refused = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory).connect();
        assertThat(refused.worker.failure().kind()).isEqualTo(Kind.REFUSED_BY_PEER);
        assertThat(refused.worker.failure().code()).isEqualTo(ErrorCodes.PROTOCOL_VIOLATION);
        directory.forget(refused.workerLink.account());
        LinkPair second = new LinkPair(TestNetwork.worker(), TestNetwork.proxy(), directory).connect();
        assertThat(second.workerLink.isReady()).isTrue();
        directory.forget(refused.workerLink.account());
        assertThat(directory.accounts()).containsExactly(second.workerLink.account());
    }

    private static void pay(LinkPair pair, long signed, long database, long memory, long tokens) {
        pair.proxyLink.requestPayment(
                Hash256.ZERO, TestNetwork.numbers(signed, database, memory), TokenCount.of(tokens), TestNetwork.CLIENT);
        pair.exchange();
    }

    private static AnyProxySignedPayment form(long tokens) {
        return new ProxySignedPayment(TlBytes.wrap(TestNetwork.signed(tokens).toBoc()));
    }

    /** A worker that knows 10, 50 and 60 gets the message written by hand. */
    private static void assertViolation(AnyProxySignedPayment payment, long database, long memory, String detail) {
        RecordingWorker listener = new RecordingWorker();
        RawPeer proxy = proxyOf(TestNetwork.worker(), listener);
        proxy.packet(TinyTl.of(REQUEST_PAYMENT)
                .raw("00".repeat(32))
                .rawBytes(payment.toBoxedBytes().toByteArray())
                .i64(database)
                .i64(memory)
                .i64(1)
                .str("client"));
        assertThat(listener.failure()).isNotNull();
        assertThat(listener.failure().kind()).isEqualTo(Kind.VIOLATION);
        assertThat(listener.failure().detail()).isEqualTo("proxy.workerRequestPayment: " + detail);
        assertThat(listener.payments).isEmpty();
    }

    @Test
    void aProxyThatGoesOnShowingForgedPaymentsIsLeft() {
        RecordingWorker listener = new RecordingWorker();
        RawPeer proxy = proxyOf(TestNetwork.worker(), listener);
        for (int i = 0; i < 9; i++) {
            proxy.packet(new TinyTl().rawBytes(forged(i)));
        }
        proxy.packet(new TinyTl().rawBytes(form(20).toBoxedBytes().toByteArray()));
        assertThat(listener.failure()).isNull();
        proxy.packet(new TinyTl().rawBytes(forged(9)));
        assertThat(listener.failure().kind()).isEqualTo(Kind.VIOLATION);
    }

    private static byte[] forged(int number) {
        return new ProxySignedPayment(TlBytes.ofUtf8("payment " + number))
                .toBoxedBytes()
                .toByteArray();
    }

    /** A proxy that said 10, 50 and 60 to a worker, which is ready. */
    static RawPeer proxyOf(WorkerSettings worker, RecordingWorker listener) {
        TestWire wire = new TestWire();
        WorkerLink link =
                WorkerLink.create(worker, TestNetwork.directory(), listener, wire, new ManualClock().context());
        RawPeer proxy = new RawPeer(link, wire).accept();
        proxy.answer(
                proxy.expectQuery(0xcc484c5d),
                TinyTl.of(0x66bc82ee)
                        .i32(3)
                        .raw(TestNetwork.PROXY_KEY.publicKey().toString())
                        .str(TestNetwork.OWNER.toWire(false))
                        .str(TestNetwork.CONTRACTS.proxy().toWire(false))
                        .bool(true)
                        .i32(2)
                        .str(TestNetwork.WORKER_CONTRACT.toWire(false)));
        proxy.answer(
                proxy.expectQuery(0xdb386501),
                TinyTl.of(0x9054c411)
                        .rawBytes(form(10).toBoxedBytes().toByteArray())
                        .i64(50)
                        .i64(60)
                        .i32(0));
        proxy.answer(proxy.expectQuery(0xf843b066), TinyTl.of(0x3ad9b886));
        assertThat(listener.ready).isEqualTo(1);
        return proxy;
    }
}

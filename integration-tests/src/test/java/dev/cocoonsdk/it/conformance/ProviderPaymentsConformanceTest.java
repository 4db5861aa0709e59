package dev.cocoonsdk.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.it.conformance.raw.Facts;
import dev.cocoonsdk.it.conformance.raw.Http;
import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.RawAnswer;
import dev.cocoonsdk.it.conformance.raw.RawPayment;
import dev.cocoonsdk.it.conformance.raw.RawPeer;
import dev.cocoonsdk.it.conformance.raw.RawProxy;
import dev.cocoonsdk.it.conformance.raw.RawWorker;
import dev.cocoonsdk.it.conformance.raw.Tl;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What our provider makes of payments: {@code docs/protocol/wire.md} 10.4 and 10.6. */
class ProviderPaymentsConformanceTest {

    private ProviderUnderTest provider;
    private RawPeer proxy;

    @BeforeEach
    void start() {
        provider = ProviderUnderTest.start();
        proxy = provider.proxy().worker(100, 200, 300);
    }

    @AfterEach
    void stop() {
        proxy.close();
        provider.close();
    }

    static Stream<Named<Tl>> badPayments() {
        return Stream.of(
                Named.of("payment empty", RawProxy.requestPayment(Tl.of(Ids.SIGNED_PAYMENT_EMPTY), 200, 300)),
                Named.of("signed below known", RawProxy.requestPayment(RawProxy.payout(99), 200, 300)),
                Named.of("database below known", RawProxy.requestPayment(RawProxy.payout(100), 199, 300)),
                Named.of("maximum below known", RawProxy.requestPayment(RawProxy.payout(100), 200, 299)),
                Named.of("numbers negative", RawProxy.requestPayment(RawProxy.payout(100), -1, -1)),
                Named.of(
                        "client charge instead of a payout",
                        RawProxy.requestPayment(
                                RawProxy.payment(RawPayment.CLIENT_CHARGE, 100, Facts.WORKER_CONTRACT), 200, 300)),
                Named.of(
                        "payment for another contract",
                        RawProxy.requestPayment(
                                RawProxy.payment(RawPayment.WORKER_PAYOUT, 100, Facts.CLIENT_CONTRACT), 200, 300)),
                Named.of(
                        "payment that is no bag of cells",
                        RawProxy.requestPayment(Tl.of(Ids.SIGNED_PAYMENT).str("xyz"), 200, 300)));
    }

    @ParameterizedTest(name = "10.6 workerRequestPayment: {0} -> closed")
    @MethodSource("badPayments")
    void closesOnAPaymentThatFellOrIsWrong(Tl payment) {
        proxy.packet(payment);
        proxy.closedAtLast();
    }

    @Test
    void staysWhileNumbersRiseOrRepeat() {
        proxy.packet(RawProxy.requestPayment(RawProxy.payout(100), 200, 300))
                .packet(RawProxy.requestPayment(RawProxy.payout(150), 250, 350))
                .packet(RawProxy.requestPayment(RawProxy.payout(150), 250, 350))
                .alive();
    }

    @Test
    void paymentsInsideRequestsAreMergedWithoutConsequences() {
        String body = "{\"messages\":[],\"model\":\"Qwen/Qwen3-8B\"}";
        for (Tl payment : new Tl[] {
            RawProxy.payout(50),
            RawProxy.payout(170),
            Tl.of(Ids.SIGNED_PAYMENT).str("x"),
            Tl.of(Ids.SIGNED_PAYMENT_EMPTY)
        }) {
            proxy.packet(Tl.of(Ids.RUN_QUERY_EX)
                    .data(Http.chat(body))
                    .add(payment)
                    .i64(1000)
                    .f64(50)
                    .hex("0f".repeat(32))
                    .i32(1)
                    .bool(false));
            while (RawAnswer.next(proxy).info() == null) {
                // The answer itself is not the subject.
            }
        }
        proxy.alive().die();
        proxy = provider.proxy().connectedWorker();
        assertThat(proxy.query().function().rest())
                .as("the highest valid payment is remembered")
                .isEqualTo(RawWorker.compare(170, 200, 300).toHex());
    }

    @Test
    void aSignedPaymentByItselfIsMerged() {
        proxy.packet(RawProxy.payout(180)).packet(RawProxy.payout(20)).alive().die();
        proxy = provider.proxy().connectedWorker();
        assertThat(proxy.query().function().rest())
                .isEqualTo(RawWorker.compare(180, 200, 300).toHex());
    }
}

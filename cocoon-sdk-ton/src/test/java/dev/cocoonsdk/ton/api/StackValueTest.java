package dev.cocoonsdk.ton.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.math.BigInteger;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackValueTest {

    @Test
    void numbersHaveAtMost257Bits() {
        BigInteger greatest = BigInteger.ONE.shiftLeft(256).subtract(BigInteger.ONE);
        BigInteger least = BigInteger.ONE.shiftLeft(256).negate();

        assertThat(new StackValue.Int(greatest).value()).isEqualTo(greatest);
        assertThat(new StackValue.Int(least).value()).isEqualTo(least);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StackValue.Int(greatest.add(BigInteger.ONE)))
                .withMessage("stack number: 258 bits (expected: <= 257)");
    }

    @Test
    void tuplesHaveAtMost255Items() {
        List<StackValue> most = Collections.nCopies(255, StackValue.Null.INSTANCE);

        assertThat(new StackValue.Tuple(most).items()).hasSize(255);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new StackValue.Tuple(Collections.nCopies(256, StackValue.Null.INSTANCE)));
    }

    @Test
    void aGetMethodSucceedsWithExitCode0Or1() {
        assertThat(new GetMethodResult(0, List.of()).isSuccess()).isTrue();
        assertThat(new GetMethodResult(1, List.of()).isSuccess()).isTrue();
        assertThat(new GetMethodResult(GetMethodResult.UNKNOWN_METHOD, List.of()).isSuccess())
                .isFalse();
    }

    @Test
    void anErrorSaysWhetherToTryAgain() {
        TonApiException lost = new TonApiException("connection lost", true, new IllegalStateException("closed"));

        assertThat(lost.retryMayHelp()).isTrue();
        assertThat(lost).hasMessage("TON: connection lost").hasRootCauseMessage("closed");
        assertThat(new TonApiException("no such block", false).retryMayHelp()).isFalse();
    }
}

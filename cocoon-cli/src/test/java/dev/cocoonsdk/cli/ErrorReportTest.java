package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.AuthenticationException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.InsufficientBalanceException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ProviderFailureException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.policy.Deadline;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ErrorReportTest {

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(new ProviderFailureException("provider failed", 602, null, Acceptance.ACCEPTED), 1),
                Arguments.of(new IllegalStateException("a defect"), 1),
                Arguments.of(InvalidRequestException.of("n", "0", ">= 1"), 2),
                Arguments.of(new UnknownModelException(ModelId.of("a"), List.of(ModelId.of("b"))), 2),
                Arguments.of(new AuthenticationException("token refused", null), 2),
                Arguments.of(new NoSuchFileException("x"), 2),
                Arguments.of(new IOException("disk"), 2),
                Arguments.of(new TransportException("no connection", null, Acceptance.NOT_ACCEPTED), 3),
                Arguments.of(new CallTimeoutException(Deadline.IDLE, Duration.ofSeconds(1), Acceptance.UNKNOWN), 3),
                Arguments.of(new InsufficientBalanceException("too low", null, null, NanoTon.of(2), NanoTon.of(1)), 4));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void givesTheDocumentedExitCode(Throwable failure, int exitCode) {
        assertThat(ErrorReport.exitCode(failure)).isEqualTo(exitCode);
    }

    @Test
    void namesTheOptionThatGivesMoreTime() {
        CallTimeoutException timeout =
                new CallTimeoutException(Deadline.FIRST_TOKEN, Duration.ofSeconds(2), Acceptance.UNKNOWN);

        assertThat(ErrorReport.line(timeout))
                .isEqualTo("no first piece of the answer within 2000 ms; --timeout SECONDS gives it more time");
    }

    @Test
    void putsAMessageOfSeveralLinesOnOne() {
        assertThat(ErrorReport.line(CliException.usage("one\n  two\r\nthree\u0007")))
                .isEqualTo("one; two; three ");
    }

    @Test
    void cutsAnEndlessMessage() {
        assertThat(ErrorReport.line(CliException.usage("x".repeat(10_000)))).hasSizeLessThan(700);
    }

    @Test
    void namesTheTypeOfAFailureWithoutMessage() {
        assertThat(ErrorReport.line(new IllegalStateException())).startsWith("IllegalStateException");
    }
}

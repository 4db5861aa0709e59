package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.error.AccountClosingException;
import dev.cocoonsdk.core.error.AuthenticationException;
import dev.cocoonsdk.core.error.CallTimeoutException;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.error.IdempotencyConflictException;
import dev.cocoonsdk.core.error.InsufficientBalanceException;
import dev.cocoonsdk.core.error.InvalidRequestException;
import dev.cocoonsdk.core.error.ModelUnavailableException;
import dev.cocoonsdk.core.error.PriceTooHighException;
import dev.cocoonsdk.core.error.RateLimitedException;
import dev.cocoonsdk.core.error.RequestTooLargeException;
import dev.cocoonsdk.core.error.ServerBusyException;
import dev.cocoonsdk.core.error.TransportException;
import dev.cocoonsdk.core.error.UnknownModelException;
import dev.cocoonsdk.core.error.UnsupportedByModelException;
import dev.cocoonsdk.ton.config.ConfigException;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Turns a failure into the one line and the exit code that the user gets. */
final class ErrorReport {

    private static final int MAX_LENGTH = 600;

    /** What is not listed is {@link ExitCode#FAILED}. */
    private static final Map<Class<? extends CocoonException>, Integer> EXIT_CODES = Map.ofEntries(
            Map.entry(InvalidRequestException.class, ExitCode.USAGE),
            Map.entry(RequestTooLargeException.class, ExitCode.USAGE),
            Map.entry(UnknownModelException.class, ExitCode.USAGE),
            Map.entry(UnsupportedByModelException.class, ExitCode.USAGE),
            Map.entry(IdempotencyConflictException.class, ExitCode.USAGE),
            Map.entry(AuthenticationException.class, ExitCode.USAGE),
            Map.entry(TransportException.class, ExitCode.UNREACHABLE),
            Map.entry(CallTimeoutException.class, ExitCode.UNREACHABLE),
            Map.entry(RateLimitedException.class, ExitCode.UNREACHABLE),
            Map.entry(ServerBusyException.class, ExitCode.UNREACHABLE),
            Map.entry(ModelUnavailableException.class, ExitCode.UNREACHABLE),
            Map.entry(InsufficientBalanceException.class, ExitCode.PAYMENT),
            Map.entry(PriceTooHighException.class, ExitCode.PAYMENT),
            Map.entry(AccountClosingException.class, ExitCode.PAYMENT));

    private ErrorReport() {}

    static int exitCode(Throwable failure) {
        if (failure instanceof CliException ours) {
            return ours.exitCode();
        } else if (failure instanceof CocoonException call) {
            return EXIT_CODES.getOrDefault(call.getClass(), ExitCode.FAILED);
        } else if (isAboutInput(failure) || failure instanceof IOException) {
            return ExitCode.USAGE;
        }
        return ExitCode.FAILED;
    }

    /** What happened, and where it helps what to do, on one line. */
    static String line(Throwable failure) {
        if (failure instanceof NoSuchFileException file) {
            return "no such file: " + file.getFile();
        } else if (failure instanceof AccessDeniedException file) {
            return "not allowed to use " + file.getFile();
        } else if (failure instanceof CallTimeoutException timeout) {
            return timeout(timeout);
        } else if (failure instanceof CliException || failure instanceof CocoonException || isAboutInput(failure)) {
            return firstLine(failure);
        }
        return firstLine(failure) + " (-v shows details)";
    }

    private static boolean isAboutInput(Throwable failure) {
        return failure instanceof IllegalArgumentException || failure instanceof ConfigException;
    }

    /** The library's advice names its own API; here the option has to be named. */
    private static String timeout(CallTimeoutException timeout) {
        Duration limit = timeout.limit();
        return timeout.deadline().expired()
                + (limit == null ? "" : " within " + limit.toMillis() + " ms")
                + "; --timeout SECONDS gives it more time";
    }

    /** The message without line breaks and control characters, or the type's name if there is none. */
    static String firstLine(Throwable failure) {
        @Nullable String message = failure.getMessage();
        if (message == null || message.isBlank()) {
            return failure.getClass().getSimpleName();
        }
        String line = message.strip().replaceAll("\\s*\\R\\s*", "; ").replaceAll("\\p{Cntrl}", " ");
        return line.length() <= MAX_LENGTH ? line : line.substring(0, MAX_LENGTH) + "…";
    }
}

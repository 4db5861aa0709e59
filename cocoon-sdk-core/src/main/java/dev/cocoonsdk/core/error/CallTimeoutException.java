package dev.cocoonsdk.core.error;

import dev.cocoonsdk.core.policy.Deadline;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** A deadline passed. {@link #deadline()} says which. */
public final class CallTimeoutException extends CocoonException {

    private static final long serialVersionUID = 1L;

    private final Deadline deadline;
    private final @Nullable Duration limit;

    /**
     * A deadline passed.
     *
     * @param limit the deadline's length, or null if the other side did not say
     */
    public CallTimeoutException(Deadline deadline, @Nullable Duration limit, Acceptance acceptance) {
        super(message(deadline, limit), null, acceptance);
        this.deadline = deadline;
        this.limit = limit;
    }

    private static String message(Deadline deadline, @Nullable Duration limit) {
        return deadline.expired() + (limit == null ? "" : " within " + limit.toMillis() + " ms") + " (deadline: "
                + deadline + "); give it more time with CallOptions.deadlines or try again later";
    }

    /** The deadline that passed. */
    public Deadline deadline() {
        return deadline;
    }

    /** Its length, or null if the other side set it and did not say. */
    public @Nullable Duration limit() {
        return limit;
    }
}

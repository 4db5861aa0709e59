package dev.cocoonsdk.network.client;

import dev.cocoonsdk.network.Reconnector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Jobs that wait for a proxy, the oldest first, within a limit of bytes; on the network's thread. */
final class WaitingJobs {

    /** How much may wait. */
    static final long MOST_BYTES = 64L << 20;

    /** What a job costs besides its body, so that small ones are limited too. */
    private static final int OVERHEAD = 1 << 10;

    private final Reconnector.Scheduler scheduler;
    private final Consumer<PoolJob> late;
    private final Map<PoolJob, Wait> waits = new LinkedHashMap<>();
    private long bytes;

    /** What a timer holds: not the job any more once that is served. */
    private final class Wait implements Runnable {

        private final long size;
        private @Nullable PoolJob job;

        Wait(PoolJob job) {
            this.job = job;
            this.size = job.bytes() + OVERHEAD;
        }

        @Override
        public void run() {
            PoolJob waiting = job;
            if (waiting != null && remove(waiting)) {
                late.accept(waiting);
            }
        }
    }

    /**
     * Without jobs.
     *
     * @param late takes the jobs that waited for their whole deadline
     */
    WaitingJobs(Reconnector.Scheduler scheduler, Consumer<PoolJob> late) {
        this.scheduler = scheduler;
        this.late = late;
    }

    /** Lets a job wait; false if too much waits already. */
    boolean add(PoolJob job) {
        Wait wait = new Wait(job);
        if (bytes + wait.size > MOST_BYTES) {
            return false;
        }
        bytes += wait.size;
        waits.put(job, wait);
        scheduler.schedule(job.connectDeadline(), wait);
        return true;
    }

    /** Whether it waited. */
    boolean remove(PoolJob job) {
        Wait wait = waits.remove(job);
        if (wait == null) {
            return false;
        }
        wait.job = null;
        bytes -= wait.size;
        return true;
    }

    /** Those that wait at this moment. */
    List<PoolJob> all() {
        return List.copyOf(waits.keySet());
    }
}

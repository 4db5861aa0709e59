package dev.cocoonsdk.benchmarks.load;

/** One kind of load generator. */
interface Load extends AutoCloseable {

    /** Runs {@code parallel} closed loops for {@code nanos} and returns what they measured. */
    Samples run(int parallel, long nanos) throws InterruptedException;

    @Override
    void close();
}

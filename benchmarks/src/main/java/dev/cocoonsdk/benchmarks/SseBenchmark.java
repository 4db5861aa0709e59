package dev.cocoonsdk.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.internal.chat.ChatAnswerReader;
import dev.cocoonsdk.core.internal.error.ErrorMapper;
import dev.cocoonsdk.core.internal.stream.AnswerFramer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A hundred server-sent events of 170 bytes: divide by 100. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SseBenchmark {

    private final byte[] events =
            ("data: {\"id\":\"chatcmpl-bench\",\"object\":\"chat.completion.chunk\",\"created\":1700000000,"
                            + "\"model\":\"bench\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"lorem ipsum \"},"
                            + "\"finish_reason\":null}]}\n\n")
                    .repeat(100)
                    .getBytes(UTF_8);

    /** Bytes to values. */
    @Benchmark
    public long cutHundredEvents() {
        long[] bytes = {0};
        AnswerFramer framer = new AnswerFramer(1 << 20, json -> bytes[0] += json.size());
        framer.feed(ByteBuffer.wrap(events));
        return bytes[0];
    }

    /** Bytes to typed chat events. */
    @Benchmark
    public int readHundredDeltas() {
        int[] count = {0};
        ModelId model = ModelId.of("bench");
        ChatAnswerReader reader =
                new ChatAnswerReader(model, 1, new ErrorMapper(model, "/v1/chat/completions", Bytes.EMPTY));
        AnswerFramer framer = new AnswerFramer(1 << 20, json -> {
            try {
                reader.read(json, event -> count[0]++);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
        framer.feed(ByteBuffer.wrap(events));
        return count[0];
    }
}

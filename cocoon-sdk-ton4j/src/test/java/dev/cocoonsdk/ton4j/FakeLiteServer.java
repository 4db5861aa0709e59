package dev.cocoonsdk.ton4j;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.ton.ton4j.tl.liteserver.responses.BlockIdExt;
import org.ton.ton4j.tl.liteserver.responses.LiteServerAnswer;
import org.ton.ton4j.tl.liteserver.responses.LiteServerQueryData;
import org.ton.ton4j.tl.liteserver.responses.MasterchainInfoExt;

/** Answers what it was told to, in this order. */
final class FakeLiteServer implements LiteServer {

    static final BlockIdExt BLOCK = BlockIdExt.builder()
            .workchain(-1)
            .shard(Long.MIN_VALUE)
            .seqno(-5)
            .rootHash(new byte[32])
            .fileHash(new byte[32])
            .build();

    final List<LiteServerQueryData> questions = new ArrayList<>();
    private final Queue<LiteServerAnswer> answers = new ArrayDeque<>();
    boolean closed;

    FakeLiteServer answer(LiteServerAnswer answer) {
        answers.add(answer);
        return this;
    }

    FakeLiteServer head() {
        return answer(
                MasterchainInfoExt.builder().last(BLOCK).lastTime(1_795_000_000).build());
    }

    @Override
    public CompletionStage<LiteServerAnswer> ask(LiteServerQueryData question) {
        questions.add(question);
        return CompletableFuture.completedStage(answers.remove());
    }

    @Override
    public void close() {
        closed = true;
    }
}

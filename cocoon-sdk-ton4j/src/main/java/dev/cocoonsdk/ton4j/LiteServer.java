package dev.cocoonsdk.ton4j;

import java.util.concurrent.CompletionStage;
import org.ton.ton4j.tl.liteserver.responses.LiteServerAnswer;
import org.ton.ton4j.tl.liteserver.responses.LiteServerQueryData;

/** The border to ton4j's connection: one question, one answer. */
interface LiteServer extends AutoCloseable {

    /** Fails if there is no answer; {@code LiteServerError} is an answer. */
    CompletionStage<LiteServerAnswer> ask(LiteServerQueryData question);

    @Override
    void close();
}

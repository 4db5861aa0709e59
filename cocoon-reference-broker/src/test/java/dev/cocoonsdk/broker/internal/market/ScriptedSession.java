package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.tl.HttpHeader;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TokensUsed;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** A worker whose every move is made by the test. */
final class ScriptedSession implements WorkerSession {

    final List<Command> commands = new ArrayList<>();
    final List<Answers> answers = new ArrayList<>();
    final List<Hash256> cancels = new ArrayList<>();
    final List<Earned> earned = new ArrayList<>();

    boolean allowed = true;

    @Override
    public boolean isAllowed() {
        return allowed;
    }

    @Override
    public void run(Command command, Answers listener) {
        commands.add(command);
        answers.add(listener);
    }

    @Override
    public void cancel(Hash256 id) {
        cancels.add(id);
    }

    @Override
    public void tellEarned(Earned amount) {
        earned.add(amount);
    }

    Answers last() {
        return answers.get(answers.size() - 1);
    }

    void head() {
        head(200);
    }

    void head(int status) {
        HttpResponse response = new HttpResponse(
                "HTTP/1.1", status, "OK", List.of(new HttpHeader("Content-Type", "application/json")), TlBytes.EMPTY);
        last().onHead(new WorkerHead(response, Instant.EPOCH, Instant.EPOCH));
    }

    void body(String text) {
        last().onBody(text.getBytes(StandardCharsets.UTF_8));
    }

    void complete(long tokens) {
        last().onCompleted(new AnswerInfo(new TokensUsed(tokens, 0, 0, 0, tokens), null, null, null));
        last().onBatchEnd();
    }

    void answer(String text, long tokens) {
        head();
        body(text);
        complete(tokens);
    }
}

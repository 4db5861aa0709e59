package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.core.Hash256;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A worker whose every move is made by the test. */
final class ScriptedSession implements WorkerSession {

    final List<Command> commands = new ArrayList<>();
    final List<Answers> answers = new ArrayList<>();
    final List<Hash256> cancels = new ArrayList<>();
    final List<Earned> earned = new ArrayList<>();

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
        last().onHead(new Answer.Head(200, "application/json", List.of()));
    }

    void body(String text) {
        last().onBody(text.getBytes(StandardCharsets.UTF_8));
    }

    void complete(long tokens) {
        last().onCompleted(new Usage(tokens, ""));
        last().onBatchEnd();
    }

    void answer(String text, long tokens) {
        head();
        body(text);
        complete(tokens);
    }
}

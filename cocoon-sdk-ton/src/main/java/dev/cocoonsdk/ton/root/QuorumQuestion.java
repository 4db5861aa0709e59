package dev.cocoonsdk.ton.root;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.ton.TonAddress;
import dev.cocoonsdk.ton.internal.Failures;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Asks all endpoints at once and takes what enough of them give alike. */
final class QuorumQuestion implements RootQuestion {

    private static final Logger LOG = LoggerFactory.getLogger(QuorumQuestion.class);
    private static final int ANSWER_TIMEOUT_SECONDS = 20;
    private static final int LEAST_QUORUM = 2;

    private final List<RootEndpoint> endpoints;
    private final int required;
    private final TonAddress root;
    private final ScheduledExecutorService timer;

    QuorumQuestion(List<RootEndpoint> endpoints, int required, TonAddress root, ScheduledExecutorService timer) {
        Set<String> names = endpoints.stream().map(RootEndpoint::name).collect(Collectors.toSet());
        if (names.size() != endpoints.size()) {
            throw new IllegalArgumentException("endpoints: a name twice (expected: different operators)");
        } else if (required < LEAST_QUORUM || 2 * required <= endpoints.size() || required > endpoints.size()) {
            throw new IllegalArgumentException(
                    "quorum: " + required + " of " + endpoints.size() + " (expected: at least 2 and more than half)");
        }
        this.endpoints = List.copyOf(endpoints);
        this.required = required;
        this.root = root;
        this.timer = timer;
    }

    @Override
    public CompletionStage<VerifiedRoot> ask() {
        List<CompletableFuture<@Nullable RootAnswer>> answers =
                endpoints.stream().map(this::ask).toList();
        return CompletableFuture.allOf(answers.toArray(CompletableFuture<?>[]::new))
                .thenApply(nothing -> decide(answers.stream()
                        .map(CompletableFuture::join)
                        .filter(Objects::nonNull)
                        .toList()));
    }

    /** The endpoint's answer; null if it gives none in time or an unusable one. */
    private CompletableFuture<@Nullable RootAnswer> ask(RootEndpoint endpoint) {
        CompletableFuture<@Nullable RootAnswer> answer = new CompletableFuture<>();
        ScheduledFuture<?> limit =
                timer.schedule(() -> answer.complete(null), ANSWER_TIMEOUT_SECONDS, TimeUnit.SECONDS);
        CompletionStage<RootAnswer> unused = RootQuestion.ask(endpoint, root).whenComplete((given, failure) -> {
            limit.cancel(false);
            if (failure != null) {
                LOG.warn(
                        "Root {}: {} gives no usable answer: {}",
                        root,
                        endpoint.name(),
                        Failures.cause(failure).getMessage());
            }
            answer.complete(given);
        });
        return answer;
    }

    private VerifiedRoot decide(List<RootAnswer> answers) {
        Map<Hash256, List<RootAnswer>> alike = answers.stream().collect(Collectors.groupingBy(RootAnswer::storage));
        List<RootAnswer> agreed = alike.values().stream()
                .filter(group -> group.size() >= required)
                .findFirst()
                .orElseThrow(() -> new RootException.NoQuorum(required, endpoints.size(), hashes(answers)));
        RootProvenance.Quorum quorum = provenance(answers, agreed);
        if (!quorum.dissenting().isEmpty()) {
            LOG.warn(
                    "Root {}: {} agree, outvoted are {}, which lie or are behind",
                    root,
                    quorum.agreed(),
                    quorum.dissenting());
        }
        RootAnswer first = agreed.get(0);
        return new VerifiedRoot(root, RootReader.at(first.config(), time(agreed)), first.storage(), quorum);
    }

    /** The newest time of which enough endpoints say that the root was so then. */
    private Instant time(List<RootAnswer> agreed) {
        return agreed.stream()
                .map(answer -> answer.config().timestamp())
                .sorted(Comparator.reverseOrder())
                .toList()
                .get(required - 1);
    }

    private RootProvenance.Quorum provenance(List<RootAnswer> answers, List<RootAnswer> agreed) {
        Set<String> silent = endpoints.stream().map(RootEndpoint::name).collect(Collectors.toCollection(HashSet::new));
        answers.forEach(answer -> silent.remove(answer.endpoint()));
        Set<String> agreeing = names(agreed);
        Set<String> dissenting = new HashSet<>(names(answers));
        dissenting.removeAll(agreeing);
        return new RootProvenance.Quorum(required, agreeing, dissenting, silent);
    }

    private static Set<String> names(List<RootAnswer> answers) {
        return answers.stream().map(RootAnswer::endpoint).collect(Collectors.toSet());
    }

    private static Map<String, Hash256> hashes(List<RootAnswer> answers) {
        return answers.stream().collect(Collectors.toMap(RootAnswer::endpoint, RootAnswer::storage));
    }
}

package dev.cocoonsdk.network.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.error.Acceptance;
import dev.cocoonsdk.core.error.CallCancelledException;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.LinkFailure;
import dev.cocoonsdk.network.client.NetworkFailure.Kind;
import dev.cocoonsdk.network.tl.HttpResponse;
import dev.cocoonsdk.network.tl.TlBytes;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProxyPoolTest {

    private static final InetSocketAddress A = new InetSocketAddress("127.0.0.1", 2001);
    private static final InetSocketAddress B = new InetSocketAddress("127.0.0.1", 2002);
    private static final InetSocketAddress C = new InetSocketAddress("127.0.0.1", 2003);
    private static final Duration WAIT = Duration.ofSeconds(10);
    private static final HttpResponse HEAD = new HttpResponse("HTTP/1.1", 200, "OK", List.of(), TlBytes.EMPTY);
    private static final NetworkAnswerInfo INFO =
            new NetworkAnswerInfo(AnswerInfo.NO_TOKENS, null, null, null, null, null, null, null);

    private final ManualTime time = new ManualTime();
    private final List<FakeLink> links = new ArrayList<>();
    private int nextId;

    private ProxyPool pool(int wanted) {
        return pool(wanted, 1);
    }

    private ProxyPool pool(int wanted, long seed) {
        return new ProxyPool(wanted, null, time.context(seed), time, (proxy, root, events) -> {
            FakeLink link = new FakeLink(proxy, root, events);
            links.add(link);
            return link;
        });
    }

    private FakeLink last() {
        return links.get(links.size() - 1);
    }

    private RequestJob submit(ProxyPool pool, NetworkListener listener) {
        return submit(pool, listener, WAIT);
    }

    private RequestJob submit(ProxyPool pool, NetworkListener listener, Duration connectDeadline) {
        NetworkRequest request = new NetworkRequest(
                "POST",
                "/v1/x",
                List.of(),
                Bytes.utf8("{}"),
                "m",
                1,
                1,
                Duration.ofSeconds(60),
                false,
                connectDeadline);
        byte[] id = new byte[32];
        id[0] = (byte) ++nextId;
        RequestJob job = new RequestJob(request, HttpEnvelope.of(request), Hash256.of(id), listener, pool);
        pool.submit(job);
        return job;
    }

    private void check(ProxyPool pool, Duration during) {
        for (long second = 0; second < during.toSeconds(); second++) {
            time.advance(Duration.ofSeconds(1));
            pool.check();
        }
    }

    @Test
    void connectsToAsManyDifferentProxiesAsWanted() {
        pool(2).use(TestRoot.of(1, 1, A, B, C));
        assertThat(links).extracting(link -> link.proxy).hasSize(2).doesNotHaveDuplicates();

        links.clear();
        pool(5).use(TestRoot.of(1, 1, A, A, B));
        assertThat(links).extracting(link -> link.proxy).containsExactlyInAnyOrder(A, B);
    }

    @Test
    void choosesEachProxyAboutAsOften() {
        Map<InetSocketAddress, Integer> chosen = new HashMap<>();
        for (int seed = 0; seed < 3000; seed++) {
            links.clear();
            pool(1, seed * 7919L).use(TestRoot.of(1, 1, A, B, C));
            chosen.merge(last().proxy, 1, Integer::sum);
        }
        assertThat(chosen.values())
                .hasSize(3)
                .allSatisfy(count -> assertThat(count).isBetween(800, 1200));
    }

    @Test
    void givesARequestToTheReadyProxyWithTheFewestRunningOnes() {
        ProxyPool pool = pool(2);
        pool.use(TestRoot.of(1, 1, A, B));
        links.forEach(FakeLink::up);

        for (int i = 0; i < 6; i++) {
            submit(pool, new RecordingAnswer());
        }

        assertThat(links).allSatisfy(link -> assertThat(link.queries).hasSize(3));
    }

    @Test
    void aRequestWaitsForAProxyAndIsSentOnce() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        RecordingAnswer answer = new RecordingAnswer();
        submit(pool, answer);
        assertThat(answer.events).isEmpty();

        last().up();
        last().answers.get(0).onHead(HEAD);
        last().answers.get(0).onPart(TlBytes.ofUtf8("x"));
        last().answers.get(0).onCompleted(INFO);
        time.advance(WAIT.multipliedBy(2));

        assertThat(answer.events).containsExactly("sending", "head 200", "part x", "completed");
        assertThat(last().queries).hasSize(1);
        assertThat(pool.counters().snapshot().succeeded()).isEqualTo(1);
        assertThat(pool.targets().get(0).running()).isZero();
    }

    @Test
    void aRequestThatFindsNoProxyInTimeSaysWhy() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        RecordingAnswer answer = new RecordingAnswer();
        submit(pool, answer);
        last().down();

        time.advance(WAIT);

        assertThat(answer.events).containsExactly("failed NO_PROXY NOT_ACCEPTED");
        assertThat(answer.failure.message()).contains("127.0.0.1:2001", "closed by the peer");
    }

    @Test
    void aRequestThatMayNotWaitFailsAtOnce() {
        ProxyPool pool = pool(1);
        RecordingAnswer answer = new RecordingAnswer();

        submit(pool, answer, Duration.ZERO);

        assertThat(answer.failure.kind()).isEqualTo(Kind.NO_PROXY);
        assertThat(answer.failure.code()).isEqualTo(651);
    }

    @Test
    void aRefusalThatWillLastFailsWaitingRequestsAtOnce() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        RecordingAnswer waiting = new RecordingAnswer();
        submit(pool, waiting);

        last().down(LinkFailure.Kind.REFUSED_BY_PEER, "client is closing");
        RecordingAnswer next = new RecordingAnswer();
        submit(pool, next);

        assertThat(waiting.events).containsExactly("failed REFUSED NOT_ACCEPTED");
        assertThat(next.events).containsExactly("failed REFUSED NOT_ACCEPTED");
    }

    @Test
    void aProxyThatIsRefusedHereFailsRequestsAtOnceUntilTheNextConfiguration() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        last().down(LinkFailure.Kind.REFUSED_HERE, "proxy contract address mismatch: x (expected: y)");
        RecordingAnswer answer = new RecordingAnswer();
        submit(pool, answer);

        assertThat(answer.events).containsExactly("failed REFUSED NOT_ACCEPTED");
        assertThat(answer.failure.message()).contains("127.0.0.1:2001", "x (expected: y)");

        pool.use(TestRoot.of(2, 1, A));
        RecordingAnswer later = new RecordingAnswer();
        submit(pool, later);
        assertThat(later.events).isEmpty();
    }

    @Test
    void aRefusalBecauseOfAClockLeavesRequestsWaiting() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        last().down(new LinkFailure(LinkFailure.Kind.REFUSED_HERE, 651, "certificate: not yet valid"));
        RecordingAnswer answer = new RecordingAnswer();
        submit(pool, answer);

        assertThat(answer.events).isEmpty();
        time.advance(WAIT);
        assertThat(answer.events).containsExactly("failed NO_PROXY NOT_ACCEPTED");
    }

    @Test
    void aProxyThatIsRefusedHereMakesWayForAnotherThatIsListed() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A, B));
        InetSocketAddress refused = last().proxy;
        RecordingAnswer answer = new RecordingAnswer();
        submit(pool, answer);
        last().down(LinkFailure.Kind.REFUSED_HERE, "proxy image is not allowed");
        assertThat(answer.events).isEmpty();

        check(pool, Duration.ofSeconds(2));
        assertThat(last().proxy).isNotEqualTo(refused);
        last().up();
        assertThat(answer.events).containsExactly("sending");
    }

    @Test
    void theOnlyProxyIsTriedAgainThoughItIsRefused() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        for (int i = 0; i < 31; i++) {
            last().down(LinkFailure.Kind.REFUSED_HERE, "proxy image is not allowed");
            check(pool, Duration.ofSeconds(10));
            assertThat(pool.targets()).hasSize(1);
        }
        assertThat(links).hasSizeGreaterThan(10);
    }

    @Test
    void whatWaitsIsLimited() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        RecordingAnswer last = new RecordingAnswer();
        int count = 0;
        for (; last.failure == null; count++) {
            last = new RecordingAnswer();
            submit(pool, last);
        }

        assertThat(count).isBetween(30_000, 70_000);
        assertThat(last.events).containsExactly("failed BUSY NOT_ACCEPTED");
        last().up();
        RecordingAnswer next = new RecordingAnswer();
        submit(pool, next);
        assertThat(next.events).containsExactly("sending");
    }

    @Test
    void aRequestThatCannotBeSentFails() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        last().up().broken = true;
        RecordingAnswer answer = new RecordingAnswer();
        submit(pool, answer);

        assertThat(answer.events).containsExactly("sending", "failed CANCELLED UNKNOWN");
        assertThat(pool.targets().get(0).running()).isZero();
    }

    @Test
    void aQuestionForModelsGoesToTheNextProxyIfOneFails() {
        ProxyPool pool = pool(2);
        pool.use(TestRoot.of(1, 1, A, B));
        links.forEach(FakeLink::up);
        links.forEach(link -> link.modelsFailure = FakeLink.failure(Kind.LINK_LOST, 651, "gone"));
        assertThat(models(pool)).containsExactly("failed LINK_LOST");

        links.get(1).modelsFailure = null;
        for (int i = 0; i < 4; i++) {
            time.advance(Duration.ofSeconds(3));
            assertThat(models(pool)).containsExactly("models 1");
        }
    }

    private static List<String> models(ProxyPool pool) {
        List<String> events = new ArrayList<>();
        pool.submit(new ModelsJob(
                WAIT,
                new ModelsJob.Listener() {
                    @Override
                    public boolean onSending() {
                        return true;
                    }

                    @Override
                    public void onModels(List<NetworkModel> models) {
                        events.add("models " + models.size());
                    }

                    @Override
                    public void onFailed(NetworkFailure failure) {
                        events.add("failed " + failure.kind());
                    }
                },
                pool));
        return events;
    }

    @Test
    void aRequestOnALostConnectionIsOfUnknownFateAndGoesNowhereElse() {
        ProxyPool pool = pool(2);
        pool.use(TestRoot.of(1, 1, A, B));
        links.forEach(FakeLink::up);
        RecordingAnswer answer = new RecordingAnswer();
        submit(pool, answer);
        FakeLink used = links.get(links.get(0).queries.isEmpty() ? 1 : 0);

        used.down();
        time.advance(Duration.ofSeconds(30));

        assertThat(answer.events).containsExactly("sending", "failed LINK_LOST UNKNOWN");
        assertThat(links.stream().mapToInt(link -> link.queries.size()).sum()).isEqualTo(1);
    }

    @Test
    void aRequestThatWasNotSentMovesToAnotherProxy() {
        ProxyPool pool = pool(2);
        pool.use(TestRoot.of(1, 1, A, B));
        links.forEach(FakeLink::up);
        links.get(0).ready = false;

        RecordingAnswer answer = new RecordingAnswer();
        submit(pool, answer);

        assertThat(links.get(1).queries).hasSize(1);
        assertThat(answer.events).containsExactly("sending");
    }

    @Test
    void aProxyThatRefusedIsAskedLast() {
        ProxyPool pool = pool(2);
        pool.use(TestRoot.of(1, 1, A, B));
        links.forEach(FakeLink::up);
        RecordingAnswer refused = new RecordingAnswer();
        submit(pool, refused);
        FakeLink first = links.get(links.get(0).queries.isEmpty() ? 1 : 0);
        first.answers.get(0).onFailed(FakeLink.failure(Kind.PEER, 651, "no workers for model m"));
        assertThat(refused.failure.acceptance()).isEqualTo(Acceptance.NOT_ACCEPTED);

        for (int i = 0; i < 3; i++) {
            submit(pool, new RecordingAnswer());
        }
        assertThat(first.queries).hasSize(1);

        time.advance(Duration.ofSeconds(3));
        submit(pool, new RecordingAnswer());
        assertThat(first.queries).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "the connection to the worker ended",
                "worker: no ready workers",
                "the prompt said: balance is too low",
                "the engine is not ready"
            })
    void aFailureOfTheWorkIsOfUnknownFateWhateverItsCodeAndItsQuotes(String text) {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        RecordingAnswer answer = new RecordingAnswer();
        submit(pool, answer);

        last().up().answers.get(0).onFailed(FakeLink.failure(Kind.PEER, 651, text));

        assertThat(answer.failure.acceptance()).isEqualTo(Acceptance.UNKNOWN);
    }

    @Test
    void aFailureAfterTheAnswerBeganIsAccepted() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        RecordingAnswer answer = new RecordingAnswer();
        submit(pool, answer);
        last().up().answers.get(0).onHead(HEAD);

        last().answers.get(0).onFailed(FakeLink.failure(Kind.PEER, 651, "no workers for model m"));

        assertThat(answer.failure.acceptance()).isEqualTo(Acceptance.ACCEPTED);
    }

    @Test
    void aLostConnectionIsTriedAgainWithGrowingWaits() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        for (int i = 0; i < 4; i++) {
            last().down();
            time.advance(Duration.ofSeconds(13));
        }
        assertThat(links).hasSize(5);

        last().down();
        time.advance(Duration.ofMillis(300));
        assertThat(links).hasSize(5);
    }

    @Test
    void aProxyThatWasNotReadyFor300SecondsGivesItsPlaceToAnother() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A, B));
        InetSocketAddress first = last().proxy;
        FakeLink hanging = last();

        check(pool, Duration.ofSeconds(299));
        assertThat(pool.targets()).extracting(ProxyTarget::address).containsExactly(first);
        check(pool, Duration.ofSeconds(2));

        assertThat(pool.targets()).extracting(ProxyTarget::address).containsExactly(first.equals(A) ? B : A);
        assertThat(hanging.closedFor).hasSize(1);
    }

    @Test
    void aReadyProxyStays() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A, B));
        last().up();

        check(pool, Duration.ofMinutes(20));

        assertThat(links).hasSize(1);
        assertThat(last().closedFor).isEmpty();
    }

    @Test
    void aProxyThatIsListedNoMoreGoesOnceItIsNotReady() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        last().up();
        pool.use(TestRoot.of(2, 1, B));
        pool.check();
        assertThat(pool.targets()).extracting(ProxyTarget::address).containsExactly(A);

        last().down();
        pool.check();

        assertThat(pool.targets()).extracting(ProxyTarget::address).containsExactly(B);
    }

    @Test
    void aGreaterVersionIsToldInTheNextRequestWithoutConnectingAnew() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        last().up();

        pool.use(TestRoot.of(5, 1, A));
        pool.use(TestRoot.of(4, 1, A));
        submit(pool, new RecordingAnswer());

        assertThat(links).hasSize(1);
        assertThat(last().queries.get(0).minConfigVersion()).isEqualTo(5);
    }

    @Test
    void aGreaterParamsVersionConnectsAnewWithTheNewParameters() {
        ProxyPool pool = pool(2);
        pool.use(TestRoot.of(1, 1, A, B));
        links.forEach(FakeLink::up);
        RecordingAnswer running = new RecordingAnswer();
        submit(pool, running);

        pool.use(TestRoot.of(2, 2, A, B));
        time.advance(Duration.ofSeconds(2));

        assertThat(links).hasSize(4);
        assertThat(links.subList(0, 2))
                .allSatisfy(link -> assertThat(link.closedFor).hasSize(1));
        assertThat(links.subList(2, 4))
                .allSatisfy(
                        link -> assertThat(link.root.params().paramsVersion()).isEqualTo(2));
        assertThat(running.events).containsExactly("sending", "failed LINK_LOST UNKNOWN");
    }

    @Test
    void aCancelledRequestThatWaitsIsNeverSent() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        RecordingAnswer answer = new RecordingAnswer();
        RequestJob job = submit(pool, answer);

        job.unwanted();
        last().up();
        job.cancel("cancelled");

        assertThat(last().queries).isEmpty();
        assertThat(answer.events).containsExactly("failed CANCELLED NOT_ACCEPTED");
    }

    @Test
    void aRequestMayStillBeTakenBackRightBeforeItIsSent() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        last().up();
        RecordingAnswer answer = new RecordingAnswer() {
            @Override
            public void onSending() {
                throw new CallCancelledException("no", null, Acceptance.NOT_ACCEPTED);
            }
        };

        submit(pool, answer);

        assertThat(last().queries).isEmpty();
        assertThat(answer.events).containsExactly("failed CANCELLED NOT_ACCEPTED");
    }

    @Test
    void cancellingASentRequestStopsItAndNothingMoreIsTold() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        last().up();
        RecordingAnswer answer = new RecordingAnswer();
        RequestJob job = submit(pool, answer);

        job.cancel("cancelled");
        last().answers.get(0).onHead(HEAD);
        last().answers.get(0).onCompleted(INFO);

        assertThat(last().stopped).isEqualTo(1);
        assertThat(answer.events).containsExactly("sending", "failed CANCELLED UNKNOWN");
    }

    @Test
    void aListenerThatThrowsCostsItsOwnRequestOnly() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        last().up();
        RecordingAnswer broken = new RecordingAnswer() {
            @Override
            public void onHead(HttpResponse head) {
                throw new IllegalStateException("a bug");
            }
        };
        RecordingAnswer sound = new RecordingAnswer();
        submit(pool, broken);
        submit(pool, sound);

        last().answers.get(0).onHead(HEAD);
        last().answers.get(1).onHead(HEAD);

        assertThat(broken.events).containsExactly("sending", "failed CANCELLED ACCEPTED");
        assertThat(sound.events).containsExactly("sending", "head 200");
        assertThat(last().stopped).isEqualTo(1);
    }

    @Test
    void closingEndsEveryRequestAndEveryConnection() {
        ProxyPool pool = pool(1);
        pool.use(TestRoot.of(1, 1, A));
        RecordingAnswer waiting = new RecordingAnswer();
        submit(pool, waiting);
        pool.close();
        RecordingAnswer late = new RecordingAnswer();
        submit(pool, late);
        time.advance(Duration.ofMinutes(10));

        assertThat(waiting.events).containsExactly("failed CANCELLED NOT_ACCEPTED");
        assertThat(late.events).containsExactly("failed CANCELLED NOT_ACCEPTED");
        assertThat(links).hasSize(1);
        assertThat(last().closedFor).hasSize(1);
    }
}

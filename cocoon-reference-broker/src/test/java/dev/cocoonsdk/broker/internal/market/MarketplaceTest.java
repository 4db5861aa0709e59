package dev.cocoonsdk.broker.internal.market;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.cocoonsdk.broker.ClientAccount;
import dev.cocoonsdk.broker.InMemoryLedgerStore;
import dev.cocoonsdk.broker.internal.account.ManualClock;
import dev.cocoonsdk.broker.internal.api.ApiError;
import dev.cocoonsdk.broker.internal.api.ApiException;
import dev.cocoonsdk.broker.internal.api.Endpoint;
import dev.cocoonsdk.broker.internal.api.ErrorKind;
import dev.cocoonsdk.broker.internal.api.ModelQuery;
import dev.cocoonsdk.broker.internal.ledger.Ledger;
import dev.cocoonsdk.broker.internal.ledger.TokenCounter.Levels;
import dev.cocoonsdk.broker.internal.market.Answer.Progress;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.network.AnswerInfo;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.ton.TokenMultipliers;
import dev.cocoonsdk.ton.TokenPricing;
import dev.cocoonsdk.ton.TonAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class MarketplaceTest {

    private static final ModelId MODEL = ModelId.of("m");
    private static final TonAddress OWNER = TonAddress.basechain(Hash256.sha256(new byte[] {2}));
    private static final int BUFFER = 1000;
    private static final int VERSION = 7;
    private static final TokenPricing PRICING =
            new TokenPricing(NanoTon.of(2), NanoTon.of(1), TokenMultipliers.DEFAULT);

    private final AnswerMemory memory = new AnswerMemory(1_000_000);
    private final ManualClock clock = new ManualClock();
    private final AtomicInteger ids = new AtomicInteger();
    private final Ledger ledger = new Ledger(new InMemoryLedgerStore(), PRICING, action -> {});
    private final WorkerRegistry registry = new WorkerRegistry(2, clock);
    private final MarketStats stats = new MarketStats(clock);
    private final Market market = new Market(registry, ledger, stats, clock, this::nextId);
    private final Marketplace marketplace =
            new Marketplace(market, (maxTokens, bytes, coefficient) -> maxTokens + bytes, 2, () -> VERSION);
    private final HttpOrders orders = new HttpOrders(
            marketplace,
            stats,
            ModelQuery::body,
            new HttpOrders.MemoryLimits(BUFFER, Duration.ofMinutes(10), 2, 500, memory),
            clock);
    private final ClientAccount account = account(ClientAccount.State.RUNNING, 100_000);
    private int changes;

    private Hash256 nextId() {
        return Hash256.sha256(new byte[] {(byte) ids.incrementAndGet()});
    }

    private static ClientAccount account(ClientAccount.State state, long nanoton) {
        return new ClientAccount(
                TonAddress.basechain(Hash256.sha256(new byte[] {1})),
                Hash256.ZERO,
                NanoTon.of(nanoton),
                NanoTon.of(nanoton),
                TokenCount.ZERO,
                state);
    }

    private Worker worker(ScriptedSession session, int coefficient) {
        return worker(session, coefficient, Capabilities.UNMODIFIED);
    }

    private Worker worker(ScriptedSession session, int coefficient, Capabilities capabilities) {
        Worker worker = registry.add(MODEL, 2, coefficient, ledger.worker(OWNER), session, Hash256.ZERO);
        registry.setCapabilities(worker, capabilities);
        registry.setEnabled(worker, true);
        return worker;
    }

    private static Capabilities modern(Endpoint... endpoints) {
        Set<String> paths = new HashSet<>();
        for (Endpoint endpoint : endpoints) {
            paths.add(endpoint.path());
        }
        return new Capabilities(true, paths, List.of(), 0);
    }

    private static ModelQuery query(String model, String more) {
        String body = "{\"model\":\"" + model + "\",\"max_tokens\":100" + more + "}";
        return ModelQuery.read(Endpoint.CHAT_COMPLETIONS, null, null, body.getBytes(StandardCharsets.UTF_8), 3600);
    }

    private HttpOrders.Ticket submit(String more) {
        return orders.submit(account, query("m", more), null, () -> changes++);
    }

    private HttpOrders.Ticket submitWithKey(String key, String more) {
        return orders.submit(account, query("m", more), key, () -> changes++);
    }

    private ApiError refusal(ClientAccount who, ModelQuery query) {
        return catchThrowableOfType(ApiException.class, () -> orders.submit(who, query, null, () -> {}))
                .error();
    }

    private static String text(HttpOrders.Ticket ticket) {
        List<byte[]> parts = new ArrayList<>();
        ticket.reader().poll(parts, Integer.MAX_VALUE);
        StringBuilder text = new StringBuilder();
        parts.forEach(part -> text.append(new String(part, StandardCharsets.UTF_8)));
        return text.toString();
    }

    private static Progress progress(HttpOrders.Ticket ticket) {
        return ticket.reader().poll(new ArrayList<>(), Integer.MAX_VALUE);
    }

    private Levels client() {
        return ledger.levels(ledger.client(account));
    }

    private void assertNothingHeld() {
        assertThat(client().reserved()).isZero();
        assertThat(client().running()).isZero();
        assertThat(registry.statuses())
                .allSatisfy(worker -> assertThat(worker.running()).isZero());
    }

    /** A caller who reads nothing. */
    private static final class Stuck implements Delivery {
        final List<String> told = new ArrayList<>();

        @Override
        public void head(WorkerHead head) {
            told.add("head");
        }

        @Override
        public void body(byte[] bytes) {
            throw ApiError.of(ErrorKind.INTERNAL, "too slow", "").toException();
        }

        @Override
        public void end(AnswerInfo info, long charged) {
            told.add("end");
        }

        @Override
        public void fail(ApiError error, AnswerInfo info) {
            told.add(error.message());
        }

        @Override
        public void signal() {}

        @Override
        public void paid(long charged) {
            told.add("paid " + charged);
        }
    }

    @Test
    void a_caller_who_does_not_read_is_told_so_and_pays_for_what_the_worker_makes() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        Stuck stuck = new Stuck();
        ModelQuery query = query("m", "");
        marketplace.admit(account, new Order(Terms.of(query), query.body(), null), stuck, complete -> {});
        session.head();
        session.body("one");
        session.body("two");

        assertThat(session.cancels).hasSize(1);
        assertThat(stuck.told).containsExactly("head", "too slow");

        session.complete(42);

        assertThat(stuck.told).containsExactly("head", "too slow", "end", "paid 42");
        assertThat(client().max()).isEqualTo(42);
        assertThat(session.earned).extracting(WorkerSession.Earned::tokens).containsExactly(42L);
        assertThat(stats.figures().cancelled()).isEqualTo(1);
        assertNothingHeld();
    }

    @Test
    void a_worker_that_is_no_longer_allowed_gets_no_requests_but_finishes_those_that_it_has() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        HttpOrders.Ticket running = submit("");
        session.allowed = false;
        registry.checkAgain();

        assertThat(refusal(account, query("m", "")).kind()).isEqualTo(ErrorKind.NO_CAPACITY);
        assertThat(registry.listings().get(0).workers()).isEmpty();
        session.answer("x", 5);
        assertThat(text(running)).isEqualTo("x");

        session.allowed = true;
        registry.checkAgain();
        submit("");
        assertThat(session.commands).hasSize(2);
    }

    @Test
    void of_models_without_workers_only_the_latest_thousand_stay_known() {
        for (int i = 0; i < 1100; i++) {
            registry.remove(registry.add(
                    ModelId.of("m" + i), 1, 1000, ledger.worker(OWNER), new ScriptedSession(), Hash256.ZERO));
        }
        Worker again =
                registry.add(ModelId.of("m100"), 1, 1000, ledger.worker(OWNER), new ScriptedSession(), Hash256.ZERO);

        assertThat(registry.listings()).hasSize(1000);
        assertThat(registry.size()).isEqualTo(1);
        assertThat(refusal(account, query("nobody", "")).toJson().toString().length())
                .isLessThan(10_000);
        registry.remove(again);
        registry.remove(again);
        assertThat(registry.size()).isZero();
    }

    @Test
    void an_answer_is_delivered_charged_and_reported_to_the_worker() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);

        HttpOrders.Ticket ticket = submit("");
        assertThat(client().reserved()).isEqualTo(100 + query("m", "").body().length());
        session.answer("{}", 42);

        assertThat(text(ticket)).isEqualTo("{}");
        assertThat(progress(ticket)).isEqualTo(Progress.ENDED);
        assertThat(client()).extracting("max", "db", "finished").containsExactly(42L, 42L, 1L);
        assertThat(session.earned)
                .containsExactly(
                        new WorkerSession.Earned(session.commands.get(0).id(), 42, account.wallet()));
        assertNothingHeld();
    }

    @Test
    void the_worker_gets_less_time_than_the_caller() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1500);

        submit(",\"timeout\":100,\"enable_debug\":true");

        WorkerSession.Command command = session.commands.get(0);
        assertThat(command.timeout()).isEqualTo(Duration.ofSeconds(95));
        assertThat(command.debug()).isTrue();
    }

    @Test
    void a_stream_becomes_events() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        HttpOrders.Ticket ticket = submit(",\"stream\":true");

        session.head();
        session.body("{\"a\":1}\n");
        session.complete(1);

        assertThat(ticket.reader().head().contentType()).isEqualTo("text/event-stream");
        assertThat(text(ticket)).isEqualTo("data: {\"a\":1}\n\ndata: [DONE]\n\n");
    }

    @Test
    void a_report_above_the_reservation_is_capped_and_counted() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        submit("");
        long reserved = client().reserved();

        session.answer("{}", 1_000_000);

        assertThat(client().max()).isEqualTo(reserved);
        assertThat(stats.figures().overcharges()).isEqualTo(1);
        assertThat(session.earned.get(0).tokens()).isEqualTo(reserved);
    }

    @Test
    void refusals_come_in_the_order_of_the_reference_and_hold_nothing() {
        ClientAccount poor = account(ClientAccount.State.CLOSING, 198);
        ClientAccount closing = account(ClientAccount.State.CLOSING, 100_000);
        ClientAccount tight = account(ClientAccount.State.RUNNING, 202);

        assertThat(refusal(poor, query("m", "")).kind()).isEqualTo(ErrorKind.INSUFFICIENT_BALANCE);
        assertThat(refusal(closing, query("m", "")).kind()).isEqualTo(ErrorKind.CLIENT_CLOSING);
        ApiError balance = refusal(tight, query("m", ""));
        assertThat(balance.kind()).isEqualTo(ErrorKind.INSUFFICIENT_BALANCE);
        assertThat(balance.details().integer("have_tokens")).isEqualTo(101);
        assertThat(balance.details().integer("need_tokens"))
                .isEqualTo(100 + query("m", "").body().length());
        assertThat(refusal(account, query("other", "")).kind()).isEqualTo(ErrorKind.UNKNOWN_MODEL);
        assertThat(stats.figures().rejected()).isEqualTo(4);
        assertNothingHeld();
    }

    @Test
    void an_unknown_model_names_the_known_ones() {
        worker(new ScriptedSession(), 1000);

        assertThat(refusal(account, query("other", "")).details().toJson()).isEqualTo("{\"known_models\":[\"m\"]}");
    }

    @Test
    void a_price_cap_names_the_working_price() {
        worker(new ScriptedSession(), 1999);
        worker(new ScriptedSession(), 2500);

        ApiError error = refusal(account, query("m", ",\"max_coefficient\":1000"));

        assertThat(error.kind()).isEqualTo(ErrorKind.PRICE_TOO_HIGH);
        assertThat(error.details().integer("working_coefficient")).isEqualTo(1999);
        assertThat(error.details().integer("working_price_nanoton")).isEqualTo(4);
        assertNothingHeld();
    }

    @Test
    void a_full_worker_a_disabled_one_and_a_gone_one_are_no_capacity() {
        ScriptedSession session = new ScriptedSession();
        Worker worker = worker(session, 1000);
        submit("");
        submit("");

        assertThat(refusal(account, query("m", "")).kind()).isEqualTo(ErrorKind.NO_CAPACITY);
        session.answer("{}", 1);
        registry.setEnabled(worker, false);
        assertThat(refusal(account, query("m", "")).retryAfter()).isEqualTo(Duration.ofSeconds(1));
        registry.remove(worker);
        assertThat(refusal(account, query("m", "")).kind()).isEqualTo(ErrorKind.NO_CAPACITY);
    }

    @Test
    void a_worker_that_does_not_read_gets_no_requests_until_it_reads_again() {
        Worker worker = worker(new ScriptedSession(), 1000);
        registry.setReading(worker, false);

        assertThat(refusal(account, query("m", "")).kind()).isEqualTo(ErrorKind.NO_CAPACITY);
        registry.setReading(worker, true);
        submit("");
    }

    @Test
    void an_announced_capacity_counts_only_up_to_a_bound() {
        registry.add(MODEL, Integer.MAX_VALUE, 1000, ledger.worker(OWNER), new ScriptedSession(), Hash256.ZERO);

        assertThat(registry.statuses().get(0).capacity()).isEqualTo(10_000);
    }

    @Test
    void an_endpoint_that_the_model_does_not_serve_names_models_that_do() {
        worker(new ScriptedSession(), 1000, modern(Endpoint.EMBEDDINGS));
        Worker chat =
                registry.add(ModelId.of("chatty"), 1, 1000, ledger.worker(OWNER), new ScriptedSession(), Hash256.ZERO);
        registry.setEnabled(chat, true);
        registry.expectNoHello(chat);

        ApiError error = refusal(account, query("m", ""));

        assertThat(error.kind()).isEqualTo(ErrorKind.UNSUPPORTED_BY_MODEL);
        assertThat(error.details().toJson()).isEqualTo("{\"candidates\":[\"chatty\"]}");
    }

    @Test
    void the_least_loaded_then_the_cheapest_then_the_longest_idle_worker_is_chosen() {
        ScriptedSession dear = new ScriptedSession();
        ScriptedSession cheap = new ScriptedSession();
        ScriptedSession alsoCheap = new ScriptedSession();
        worker(dear, 2000);
        worker(cheap, 1000);
        worker(alsoCheap, 1000);

        submit("");
        submit("");
        assertThat(cheap.commands).hasSize(1);
        assertThat(alsoCheap.commands).hasSize(1);
        submit("");
        assertThat(dear.commands).hasSize(1);
        cheap.answer("{}", 1);
        alsoCheap.answer("{}", 1);
        submit("");
        assertThat(cheap.commands).hasSize(2);
    }

    @Test
    void a_request_moves_to_another_worker_if_the_first_dies_before_its_answer() {
        ScriptedSession first = new ScriptedSession();
        ScriptedSession second = new ScriptedSession();
        worker(first, 1000);
        HttpOrders.Ticket ticket = submit("");
        worker(second, 1200);

        first.last().onGone();
        second.answer("{}", 7);

        assertThat(text(ticket)).isEqualTo("{}");
        assertThat(client().max()).isEqualTo(7);
        assertThat(second.commands.get(0).id())
                .isNotEqualTo(first.commands.get(0).id());
        assertThat(stats.figures().moved()).isEqualTo(1);
        first.answer("late", 99);
        assertThat(client().max()).isEqualTo(7);
        assertNothingHeld();
    }

    @Test
    void a_worker_that_dies_in_the_middle_ends_the_answer_with_an_error_and_no_charge() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        HttpOrders.Ticket ticket = submit("");
        worker(new ScriptedSession(), 1000);

        session.head();
        session.body("{\"half\":");
        session.last().onGone();
        session.last().onBatchEnd();

        assertThat(progress(ticket)).isEqualTo(Progress.FAILED);
        assertThat(ticket.reader().error().kind()).isEqualTo(ErrorKind.PROVIDER_FAILURE);
        assertThat(client().max()).isZero();
        assertNothingHeld();
    }

    @Test
    void a_worker_that_raises_its_price_before_it_is_asked_loses_the_request() {
        ScriptedSession raised = new ScriptedSession();
        ScriptedSession other = new ScriptedSession();
        worker(raised, 1000);
        HttpOrders.Ticket ticket = submit(",\"max_coefficient\":1500");
        worker(other, 1400);

        assertThat(raised.commands.get(0).maxCoefficient()).isEqualTo(1500);
        raised.last().onTooDear(4000);
        other.answer("{}", 7);

        assertThat(text(ticket)).isEqualTo("{}");
        assertNothingHeld();
    }

    @Test
    void a_raised_price_without_another_worker_is_told_to_the_caller() {
        ScriptedSession raised = new ScriptedSession();
        worker(raised, 1000);
        HttpOrders.Ticket ticket = submit(",\"max_coefficient\":1500");

        raised.last().onTooDear(4000);

        assertThat(progress(ticket)).isEqualTo(Progress.FAILED);
        assertThat(ticket.reader().error().kind()).isEqualTo(ErrorKind.PRICE_TOO_HIGH);
        assertThat(ticket.reader().error().details().integer("working_coefficient"))
                .isEqualTo(4000);
        assertThat(client().max()).isZero();
        assertNothingHeld();
    }

    @Test
    void a_stream_that_breaks_ends_with_an_error_event() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        HttpOrders.Ticket ticket = submit(",\"stream\":true");

        session.head();
        session.body("data: {\"a\":1}\n\n");
        session.last().onError(0, "engine stopped", WorkerSession.NO_INFO);

        assertThat(text(ticket))
                .startsWith("data: {\"a\":1}\n\ndata: {\"error\":{")
                .contains("\"type\":\"provider_failure\"")
                .endsWith("}\n\n");
        assertThat(client().max()).isZero();
    }

    @Test
    void a_dead_only_worker_fails_the_request_at_once() {
        ScriptedSession session = new ScriptedSession();
        Worker worker = worker(session, 1000);
        HttpOrders.Ticket ticket = submit("");

        registry.remove(worker);
        session.last().onGone();
        session.last().onBatchEnd();

        assertThat(progress(ticket)).isEqualTo(Progress.FAILED);
        assertThat(changes).isEqualTo(1);
        assertNothingHeld();
    }

    @Test
    void a_refused_body_is_the_callers_error_and_a_slow_worker_a_timeout() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        worker(new ScriptedSession(), 3000);

        HttpOrders.Ticket invalid = submit("");
        session.last().onError(621, "worker: invalid http request: model name mismatch", WorkerSession.NO_INFO);
        HttpOrders.Ticket slow = submit("");
        session.last().onError(652, "worker: timeout", WorkerSession.NO_INFO);

        assertThat(invalid.reader().error().kind()).isEqualTo(ErrorKind.INVALID_REQUEST);
        assertThat(invalid.reader().error().message()).contains("model name mismatch");
        assertThat(slow.reader().error().kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertNothingHeld();
    }

    @Test
    void an_answer_that_breaks_the_protocol_fails_the_request() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        HttpOrders.Ticket ticket = submit("");

        session.head();
        session.last().onViolation("out of order answer parts");

        assertThat(ticket.reader().error().kind()).isEqualTo(ErrorKind.PROVIDER_FAILURE);
        assertThat(client().max()).isZero();
        assertNothingHeld();
    }

    @Test
    void a_request_whose_time_is_over_is_free_and_late_answers_are_ignored() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        HttpOrders.Ticket ticket = submit("");

        session.last().onTimeout();
        session.answer("late", 50);

        assertThat(ticket.reader().error().kind()).isEqualTo(ErrorKind.TIMEOUT);
        assertThat(client().max()).isZero();
        assertNothingHeld();
    }

    @Test
    void a_caller_that_leaves_cancels() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000, modern(Endpoint.CHAT_COMPLETIONS));
        HttpOrders.Ticket ticket = submit("");

        ticket.close();
        ticket.close();

        assertThat(session.cancels).containsExactly(session.commands.get(0).id());
        assertThat(client().running()).isEqualTo(1);
        session.last().onError(653, "cancelled", WorkerSession.NO_INFO);
        assertThat(client().max()).isZero();
        assertThat(stats.figures().cancelled()).isEqualTo(1);
        assertNothingHeld();
    }

    @Test
    void what_a_worker_does_after_its_caller_left_is_charged() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        HttpOrders.Ticket ticket = submit("");

        ticket.close();
        session.answer("{}", 12);

        assertThat(client().max()).isEqualTo(12);
        assertNothingHeld();
    }

    @Test
    void an_abandoned_request_does_not_move_to_another_worker() {
        ScriptedSession first = new ScriptedSession();
        ScriptedSession second = new ScriptedSession();
        worker(first, 1000);
        submit("").close();
        worker(second, 1000);

        first.last().onGone();

        assertThat(second.commands).isEmpty();
        assertNothingHeld();
    }

    @Test
    void a_repeat_joins_the_running_request_and_gets_the_whole_answer() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        HttpOrders.Ticket first = submitWithKey("k", "");
        session.head();
        session.body("{\"a\":");

        HttpOrders.Ticket second = submitWithKey("k", ",\"timeout\":5");
        session.body("1}");
        session.complete(30);

        assertThat(text(first)).isEqualTo("{\"a\":1}");
        assertThat(text(second)).isEqualTo("{\"a\":1}");
        assertThat(session.commands).hasSize(1);
        assertThat(client().max()).isEqualTo(30);
    }

    @Test
    void a_repeat_after_the_end_gets_the_stored_answer() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        submitWithKey("k", "").close();
        session.answer("{}", 30);

        HttpOrders.Ticket repeat = submitWithKey("k", "");

        assertThat(text(repeat)).isEqualTo("{}");
        assertThat(progress(repeat)).isEqualTo(Progress.ENDED);
        assertThat(session.commands).hasSize(1);
        assertThat(client().max()).isEqualTo(30);
    }

    @Test
    void a_caller_that_leaves_does_not_cancel_a_request_with_a_key() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000, modern(Endpoint.CHAT_COMPLETIONS));

        submitWithKey("k", "").close();

        assertThat(session.cancels).isEmpty();
    }

    @Test
    void a_repeat_after_a_failure_runs_again() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        HttpOrders.Ticket first = submitWithKey("k", "");
        session.last().onError(0, "engine stopped", WorkerSession.NO_INFO);
        assertThat(progress(first)).isEqualTo(Progress.FAILED);

        HttpOrders.Ticket second = submitWithKey("k", "");
        session.answer("{}", 5);

        assertThat(text(second)).isEqualTo("{}");
        assertThat(session.commands).hasSize(2);
        assertThat(client().max()).isEqualTo(5);
    }

    @Test
    void a_refused_request_leaves_its_key_free() {
        assertThat(catchThrowableOfType(ApiException.class, () -> submitWithKey("k", ""))
                        .error()
                        .kind())
                .isEqualTo(ErrorKind.UNKNOWN_MODEL);
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);

        submitWithKey("k", "");

        assertThat(session.commands).hasSize(1);
    }

    @Test
    void a_key_of_another_request_is_a_conflict_but_accounts_do_not_share_keys() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        submitWithKey("k", "");

        ApiError error = catchThrowableOfType(ApiException.class, () -> submitWithKey("k", ",\"n\":2"))
                .error();

        assertThat(error.kind()).isEqualTo(ErrorKind.IDEMPOTENCY_CONFLICT);
        ClientAccount other = new ClientAccount(
                OWNER, Hash256.ZERO, account.balance(), account.stake(), TokenCount.ZERO, account.state());
        orders.submit(other, query("m", ",\"n\":2"), "k", () -> {});
        assertThat(session.commands).hasSize(2);
    }

    @Test
    void keys_outlive_answers_that_are_dropped_for_want_of_memory_until_their_time_is_over() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        for (String key : List.of("a", "b", "c")) {
            submitWithKey(key, "").close();
            session.answer("{}", 1);
        }
        assertThat(text(submitWithKey("c", ""))).isEqualTo("{}");
        ApiError error = catchThrowableOfType(ApiException.class, () -> submitWithKey("a", ""))
                .error();
        assertThat(error.kind()).isEqualTo(ErrorKind.ANSWER_NOT_KEPT);
        assertThat(session.commands).hasSize(3);
        assertThat(client().max()).isEqualTo(3);

        clock.advance(Duration.ofMinutes(11));
        submitWithKey("a", "");

        assertThat(session.commands).hasSize(4);
    }

    @Test
    void an_account_cannot_make_the_broker_remember_keys_without_bound() {
        IdempotencyKeys keys =
                new IdempotencyKeys(new IdempotencyKeys.Limits(1000, 5, 500, 100, 2), new AnswerMemory(500), clock);
        IdempotencyKeys.Key first = new IdempotencyKeys.Key(OWNER, "1");
        IdempotencyKeys.Entry entry = keys.claim(first, Hash256.ZERO, 100).entry();
        keys.claim(new IdempotencyKeys.Key(OWNER, "2"), Hash256.ZERO, 100);
        IdempotencyKeys.Key third = new IdempotencyKeys.Key(OWNER, "3");

        assertThat(catchThrowableOfType(ApiException.class, () -> keys.claim(third, Hash256.ZERO, 100))
                        .error()
                        .kind())
                .isEqualTo(ErrorKind.RATE_LIMITED);
        keys.claim(new IdempotencyKeys.Key(account.wallet(), "3"), Hash256.ZERO, 100);
        keys.finished(entry, false);
        assertThat(keys.claim(third, Hash256.ZERO, 100).first()).isTrue();
    }

    @Test
    void an_answer_too_large_to_keep_is_refused_to_a_repeat_instead_of_running_twice() {
        ScriptedSession session = new ScriptedSession();
        worker(session, 1000);
        HttpOrders.Ticket first = submitWithKey("k", "");
        session.head();
        for (int i = 0; i < 5; i++) {
            session.body("x".repeat(400));
            assertThat(text(first)).hasSize(400);
        }
        session.complete(9);

        ApiError error = catchThrowableOfType(ApiException.class, () -> submitWithKey("k", ""))
                .error();

        assertThat(error.kind()).isEqualTo(ErrorKind.ANSWER_NOT_KEPT);
        assertThat(error.toJson().toJson()).contains("\"not_accepted\":false");
        assertThat(error.hint()).doesNotContain("new key");
        assertThat(session.commands).hasSize(1);
    }

    @Test
    void a_closed_marketplace_takes_no_requests() {
        worker(new ScriptedSession(), 1000);
        marketplace.close();

        assertThat(refusal(account, query("m", "")).kind()).isEqualTo(ErrorKind.NOT_READY);
    }

    @Test
    void a_request_too_large_for_a_frame_is_refused_before_anything_is_reserved() {
        worker(new ScriptedSession(), 1000);
        ModelQuery large = new ModelQuery(
                Endpoint.CHAT_COMPLETIONS,
                MODEL,
                "application/json",
                null,
                TlBytes.wrap(new byte[1 << 24]),
                1,
                1000,
                1,
                false,
                false,
                List.of());

        assertThat(refusal(account, large).kind()).isEqualTo(ErrorKind.PAYLOAD_TOO_LARGE);
        assertNothingHeld();
    }

    private static ModelQuery sealedTo(Hash256... recipients) {
        return new ModelQuery(
                Endpoint.SEALED,
                MODEL,
                "application/vnd.cocoon.sealed-request",
                null,
                TlBytes.ofUtf8("sealed"),
                1,
                4000,
                60,
                true,
                false,
                List.of(recipients));
    }

    private Worker sealing(ScriptedSession session, int coefficient, Hash256 key) {
        Worker worker = worker(session, coefficient, modern(Endpoint.SEALED));
        registry.setSealing(worker, keys(key), Instant.EPOCH);
        return worker;
    }

    /** Endorsed until ten seconds after the epoch. */
    private static SealingKeys keys(Hash256 key) {
        return new SealingKeys(Hash256.ZERO, JsonValue.object(), 2, Map.of(key, Instant.ofEpochSecond(10)));
    }

    @Test
    void a_worker_that_announced_new_keys_holds_the_old_ones_until_their_endorsement_ends() {
        Hash256 old = Hash256.sha256(new byte[] {7});
        Hash256 young = Hash256.sha256(new byte[] {8});
        Worker worker = sealing(new ScriptedSession(), 1000, old);

        registry.setSealing(worker, keys(young), Instant.ofEpochSecond(9));
        assertThat(worker.holdsOneOf(List.of(old))).isTrue();
        assertThat(worker.holdsOneOf(List.of(young))).isTrue();

        registry.setSealing(worker, keys(young), Instant.ofEpochSecond(10));
        assertThat(worker.holdsOneOf(List.of(old))).isFalse();

        registry.setSealing(worker, null, Instant.ofEpochSecond(11));
        assertThat(worker.holdsOneOf(List.of(young))).isFalse();
    }

    @Test
    void a_sealed_request_waits_for_no_worker_without_the_key_while_one_with_it_is_connected() {
        Hash256 key = Hash256.sha256(new byte[] {7});
        ScriptedSession holder = new ScriptedSession();
        ScriptedSession cheaper = new ScriptedSession();
        Worker with = sealing(holder, 2000, key);
        sealing(cheaper, 1000, Hash256.sha256(new byte[] {8}));

        orders.submit(account, sealedTo(Hash256.ZERO, key), null, () -> {});
        orders.submit(account, sealedTo(key), null, () -> {});
        assertThat(refusal(account, sealedTo(key)).kind()).isEqualTo(ErrorKind.NO_CAPACITY);
        registry.setEnabled(with, false);
        orders.submit(account, sealedTo(key), null, () -> {});

        assertThat(holder.commands).hasSize(2);
        assertThat(cheaper.commands).hasSize(1);
    }

    @Test
    void a_sealed_stream_is_passed_on_without_events_of_the_broker() {
        ScriptedSession session = new ScriptedSession();
        sealing(session, 1000, Hash256.ZERO);
        HttpOrders.Ticket ticket = orders.submit(account, sealedTo(Hash256.ZERO), null, () -> {});

        session.head();
        session.body("CCNS\u0001");
        session.complete(5);

        assertThat(text(ticket)).isEqualTo("CCNS\u0001");
    }
}

package dev.cocoonsdk.ton.account;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.TokenCount;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.ton.SignedPayment;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Holds what a broker counts against what it served. The broker signs alone and the contract pays any signed charge up to the balance, so a
 * broker can charge what was never metered; this notices it at the next counter, charge or read of the chain. Thread-safe.
 *
 * <p>Served is: the tokens of each answer's final info, at most what the call had reserved, and at most what the receipt of the provider's
 * enclave says if there is one; for a call of unknown fate all that it had reserved. Whoever claims more, in memory, signed or on chain, has an
 * {@linkplain #excess() excess}.
 */
public final class ExposureWatch {

    private static final int KEPT = 1000;
    private static final int KEPT_CHARGES = 50;

    /** A call that may cost something; ended by exactly one of its methods. */
    public interface Call {
        /**
         * The answer is complete.
         *
         * @param tokens the final info's adjusted tokens
         */
        void completed(TokenCount tokens);

        /**
         * A receipt of the answer was verified; before or after {@link #completed}.
         *
         * @param tokens adjusted tokens that follow from the receipt's counts
         */
        void receipt(TokenCount tokens);

        /** The broker said that it took nothing on. */
        void refused();

        /** Nobody knows what became of it. */
        void lost();
    }

    private record Step(Instant time, long signed, long database, long memory, long chain) {}

    private final InstantSource clock;
    private final long tolerance;
    private final boolean active;
    private final Deque<Entry> calls = new ArrayDeque<>();
    private final Deque<Step> steps = new ArrayDeque<>();
    private final Map<Long, SignedPayment> charges = new HashMap<>();
    private final Deque<Long> chargeOrder = new ArrayDeque<>();
    private long base;
    private boolean based;
    private long served;
    private long open;
    private long signed;
    private long database;
    private long memory;
    private long chain;
    private long excess;
    private @Nullable Instant detected;

    /**
     * Begins to watch.
     *
     * @param tolerance adjusted tokens by which counters may exceed what was served
     * @param active whether excess is looked for; false for accounts that other processes use too
     * @param base counter from which on this process knows everything, negative if the first counter that is told counts
     */
    ExposureWatch(InstantSource clock, long tolerance, boolean active, long base) {
        this.clock = clock;
        this.tolerance = tolerance;
        this.active = active;
        this.based = base >= 0;
        this.base = Math.max(0, base);
    }

    /**
     * A call goes out.
     *
     * @param id the request's id
     * @param reserved adjusted tokens that it may cost at most
     */
    public synchronized Call begin(Hash256 id, TokenCount reserved) {
        Entry entry = new Entry(id, clock.instant(), reserved.value());
        open += entry.reserved;
        calls.addLast(entry);
        if (calls.size() > KEPT) {
            calls.removeFirst();
        }
        return entry;
    }

    /** The contract is new: everything from this counter on is known. */
    synchronized void beginsAt(long counter) {
        if (!based) {
            base = counter;
            based = true;
        }
    }

    /** What the proxy told of its counters; a payment is verified already. */
    synchronized void told(@Nullable SignedPayment charge, long newDatabase, long newMemory) {
        if (charge != null) {
            keep(charge);
            signed = Math.max(signed, charge.tokens().value());
        }
        database = Math.max(database, newDatabase);
        memory = Math.max(memory, newMemory);
        if (!based) {
            base = highest();
            based = true;
        }
        step();
    }

    /** What is charged on chain. */
    synchronized void charged(long tokensUsed) {
        if (tokensUsed != chain) {
            chain = tokensUsed;
            step();
        }
    }

    private void keep(SignedPayment charge) {
        long tokens = charge.tokens().value();
        if (charges.putIfAbsent(tokens, charge) == null) {
            chargeOrder.addLast(tokens);
            if (chargeOrder.size() > KEPT_CHARGES) {
                charges.remove(chargeOrder.removeFirst());
            }
        }
    }

    private void step() {
        long highest = highest();
        Step last = steps.peekLast();
        if (last == null || Math.max(Math.max(last.signed, last.memory), last.chain) < highest || last.chain != chain) {
            steps.addLast(new Step(clock.instant(), signed, database, memory, chain));
            if (steps.size() > KEPT) {
                steps.removeFirst();
            }
        }
        long over = highest - saturated(saturated(base, served), saturated(open, tolerance));
        if (active && based && over > excess) {
            excess = over;
            detected = detected == null ? clock.instant() : detected;
        }
    }

    private long highest() {
        return Math.max(Math.max(signed, database), Math.max(memory, chain));
    }

    private static long saturated(long a, long b) {
        long sum = a + b;
        return sum < 0 ? Long.MAX_VALUE : sum;
    }

    /** Adjusted tokens beyond what was served, as far as they were noticed; zero if all is well. */
    public synchronized TokenCount excess() {
        return TokenCount.of(excess);
    }

    /** Counter up to which tokens may have been served, calls under way included. */
    synchronized long bound() {
        return based ? saturated(saturated(base, served), open) : -1;
    }

    /** Everything that shows what was counted, charged and served; without content, keys of the client or secrets. */
    synchronized JsonObject evidence(AccountTerms terms) {
        return JsonValue.object(
                "format", "cocoon-exposure-1",
                "client_contract", terms.address().toString(),
                "proxy_contract", terms.proxy().toString(),
                "proxy_key", terms.proxyKey().value().toHex(),
                "price_per_token_nanoton", terms.params().pricePerToken().value(),
                "detected", String.valueOf(detected),
                "excess_tokens", excess,
                "counters", JsonValue.object("signed", signed, "database", database, "memory", memory, "chain", chain),
                "served", JsonValue.object("base", base, "tokens", served, "under_way", open, "tolerance", tolerance),
                "signed_charges",
                        JsonValue.array(chargeOrder.stream()
                                .map(tokens -> json(tokens, charges.get(tokens)))
                                .toList()),
                "steps", JsonValue.array(steps.stream().map(ExposureWatch::json).toList()),
                "calls", JsonValue.array(calls.stream().map(Entry::json).toList()));
    }

    private static JsonObject json(long tokens, @Nullable SignedPayment charge) {
        return JsonValue.object(
                "tokens",
                tokens,
                "boc",
                charge == null ? "" : Base64.getEncoder().encodeToString(charge.toBoc()));
    }

    private static JsonObject json(Step step) {
        return JsonValue.object(
                "time", step.time.toString(),
                "signed", step.signed,
                "database", step.database,
                "memory", step.memory,
                "chain", step.chain);
    }

    private final class Entry implements Call {
        private final Hash256 id;
        private final Instant began;
        private final long reserved;
        private @Nullable Instant ended;
        private long told = -1;
        private long proven = -1;
        private long counted;

        Entry(Hash256 id, Instant began, long reserved) {
            this.id = id;
            this.began = began;
            this.reserved = reserved;
        }

        @Override
        public void completed(TokenCount tokens) {
            synchronized (ExposureWatch.this) {
                told = tokens.value();
                end(Math.min(told, reserved));
            }
        }

        @Override
        public void receipt(TokenCount tokens) {
            synchronized (ExposureWatch.this) {
                proven = tokens.value();
                if (ended != null && counted > proven) {
                    served -= counted - proven;
                    counted = proven;
                    step();
                }
            }
        }

        @Override
        public void refused() {
            synchronized (ExposureWatch.this) {
                end(0);
            }
        }

        @Override
        public void lost() {
            synchronized (ExposureWatch.this) {
                end(reserved);
            }
        }

        private void end(long tokens) {
            if (ended == null) {
                ended = clock.instant();
                counted = proven >= 0 ? Math.min(tokens, proven) : tokens;
                open -= reserved;
                served = saturated(served, counted);
                step();
            }
        }

        private JsonObject json() {
            return JsonValue.object(
                    "id", id.toHex(),
                    "began", began.toString(),
                    "ended", String.valueOf(ended),
                    "reserved", reserved,
                    "final_info", told,
                    "receipt", proven,
                    "counted", counted);
        }
    }
}

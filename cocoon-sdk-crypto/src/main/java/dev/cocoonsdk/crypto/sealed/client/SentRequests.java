package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sealed requests by idempotency key, so that a repeat sends the same bytes and opens the same answer ({@code docs/sealed-envelope.md}
 * 9.4), and who still uses which. Bounded by number and bytes of those that no call uses: the oldest go first, and with an entry the
 * secrets that open its answers. Thread-safe.
 */
final class SentRequests {

    /**
     * What came of a request that was not begun.
     *
     * @param number how often it was sealed
     * @param provider who did not begin, or null if that is not known
     */
    record NotBegun(int number, @Nullable Hash256 provider) {}

    private static final int MAX_REQUESTS = 1024;
    private static final long MAX_BYTES = 64L << 20;

    private static final class Kept {
        private final Hash256 content;
        private final SealedRequest request;
        private @Nullable NotBegun notBegun;

        Kept(Hash256 content, SealedRequest request) {
            this.content = content;
            this.request = request;
        }
    }

    private final Map<String, Kept> byKey = new LinkedHashMap<>();
    private final IdentityHashMap<SealedRequest, Integer> users = new IdentityHashMap<>();
    private final IdentityHashMap<SealedRequest, Kept> kept = new IdentityHashMap<>();
    private long bytes;
    private boolean closed;

    /**
     * What was sealed under this key for the same content; in use until {@link #release}.
     *
     * @return null if there is nothing, it has expired, it was not begun, or it allows a higher price than this request
     */
    synchronized @Nullable SealedRequest find(String key, TransportRequest request, Instant now) {
        purge(now);
        Kept known = byKey.get(key);
        if (known == null || known.notBegun != null || !now.isBefore(known.request.expiresAt())) {
            return null;
        }
        boolean same = known.content.equals(contentOf(request))
                && known.request.maxCoefficient() <= request.limits().maxCoefficient();
        return same ? used(known.request) : null;
    }

    /** What an enclave said of the last request of this key and content, if it did not begin with it. */
    synchronized @Nullable NotBegun notBegun(String key, TransportRequest request) {
        Kept known = byKey.get(key);
        return known == null || !known.content.equals(contentOf(request)) ? null : known.notBegun;
    }

    /**
     * What is sent under a key from now on, in use until {@link #release}: what another call with the same key has sealed meanwhile, else
     * what is made now. Calls with keys seal one after the other, so that two of them at the same time send the same bytes.
     *
     * @param number how often the request has to have been sealed at least
     */
    synchronized SealedRequest keep(
            String key, TransportRequest request, int number, Instant now, Supplier<SealedRequest> maker) {
        SealedRequest other = find(key, request, now);
        if (other != null && other.number() >= number) {
            return other;
        } else if (other != null) {
            release(other);
        }
        SealedRequest made = used(maker.get());
        if (!closed) {
            remove(byKey.remove(key));
            Kept entry = new Kept(contentOf(request), made);
            byKey.put(key, entry);
            kept.put(made, entry);
            bytes += made.body().length();
            evict();
        }
        return made;
    }

    /** A sealed request of a call without a key, in use until {@link #release}, which ends it. */
    synchronized SealedRequest used(SealedRequest request) {
        users.merge(request, 1, Integer::sum);
        return request;
    }

    /** A call needs it no more. What no repeat can ask for is forgotten, with its secrets. */
    synchronized void release(SealedRequest request) {
        Integer left = users.merge(request, -1, Integer::sum);
        if (left <= 0) {
            users.remove(request);
            if (!kept.containsKey(request)) {
                request.call().close();
            }
            evict();
        }
    }

    /** An enclave says that it did not begin: a repeat is sealed anew, as the broker would answer these bytes with the same refusal. */
    synchronized void notBegun(SealedRequest request, @Nullable Hash256 provider) {
        Kept entry = kept.get(request);
        if (entry != null) {
            entry.notBegun = new NotBegun(request.number(), provider);
        }
    }

    /** Forgets everything; what a call still uses when that ends. */
    synchronized void close() {
        closed = true;
        byKey.values().forEach(this::remove);
        byKey.clear();
    }

    private void purge(Instant now) {
        byKey.values().removeIf(entry -> isUnused(entry) && !now.isBefore(entry.request.expiresAt()) && remove(entry));
    }

    private boolean isUnused(Kept entry) {
        return !users.containsKey(entry.request);
    }

    private void evict() {
        Iterator<Kept> oldest = byKey.values().iterator();
        while ((byKey.size() > MAX_REQUESTS || bytes > MAX_BYTES) && oldest.hasNext()) {
            Kept entry = oldest.next();
            if (isUnused(entry)) {
                remove(entry);
                oldest.remove();
            }
        }
    }

    private boolean remove(@Nullable Kept entry) {
        if (entry != null) {
            bytes -= entry.request.body().length();
            kept.remove(entry.request);
            if (isUnused(entry)) {
                entry.request.call().close();
            }
        }
        return true;
    }

    private static Hash256 contentOf(TransportRequest request) {
        MessageDigest digest;
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this platform has no SHA-256", e);
        }
        add(
                digest,
                request.method() + " " + request.path() + "\n" + request.model() + "\n"
                        + request.limits().maxTokens() + "\n");
        for (Header header : request.headers()) {
            add(digest, header.name() + ": " + header.value() + "\n");
        }
        add(digest, "\n");
        digest.update(request.body().asByteBuffer());
        return Hash256.of(digest.digest());
    }

    private static void add(MessageDigest digest, String text) {
        digest.update(text.getBytes(StandardCharsets.UTF_8));
    }
}

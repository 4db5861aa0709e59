package dev.cocoonsdk.crypto.sealed.client;

import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.transport.Header;
import dev.cocoonsdk.core.transport.TransportRequest;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sealed requests by idempotency key, so that a repeat sends the same bytes ({@code docs/sealed-envelope.md} 9.4). Bounded by number and
 * bytes; the oldest go first. Thread-safe.
 */
final class SentRequests {

    private static final int MAX_REQUESTS = 1024;
    private static final long MAX_BYTES = 64L << 20;

    private record Kept(Hash256 content, SealedRequest request) {}

    private final Map<String, Kept> byKey = new LinkedHashMap<>();
    private long bytes;

    /**
     * What was sealed under this key for the same content.
     *
     * @return null if there is nothing, it has expired, or it allows a higher price than this request
     */
    synchronized @Nullable SealedRequest find(String key, TransportRequest request, Instant now) {
        Kept kept = byKey.get(key);
        if (kept == null || !now.isBefore(kept.request.expiresAt())) {
            return null;
        }
        boolean same = kept.content.equals(contentOf(request))
                && kept.request.maxCoefficient() <= request.limits().maxCoefficient();
        return same ? kept.request : null;
    }

    /**
     * What is sent under a key from now on: what another call with the same key has sealed meanwhile, else what is made now. Calls with keys
     * seal one after the other, so that two of them at the same time send the same bytes.
     *
     * @param number how often the request has to have been sealed at least
     */
    synchronized SealedRequest keep(
            String key, TransportRequest request, int number, Instant now, Supplier<SealedRequest> maker) {
        SealedRequest other = find(key, request, now);
        if (other != null && other.number() >= number) {
            return other;
        }
        SealedRequest made = maker.get();
        remove(byKey.remove(key));
        byKey.values().removeIf(kept -> !now.isBefore(kept.request.expiresAt()) && remove(kept));
        byKey.put(key, new Kept(contentOf(request), made));
        bytes += made.body().length();
        Iterator<Kept> oldest = byKey.values().iterator();
        while ((byKey.size() > MAX_REQUESTS || bytes > MAX_BYTES) && oldest.hasNext()) {
            remove(oldest.next());
            oldest.remove();
        }
        return made;
    }

    private boolean remove(@Nullable Kept kept) {
        bytes -= kept == null ? 0 : kept.request.body().length();
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

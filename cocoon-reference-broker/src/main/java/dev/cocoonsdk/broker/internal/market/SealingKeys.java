package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.sealed.Endorsement;
import dev.cocoonsdk.crypto.sealed.EvidenceFormatException;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.sealed.RecipientKey;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The decryption keys that a worker announced. Nobody has verified them: clients do that, and a worker that lies gets requests
 * that it cannot open.
 *
 * @param tlsKey that endorses the keys, as the evidence says
 * @param evidence what proves them, as the worker sent it
 * @param length of the evidence as JSON, in bytes
 * @param ids of the keys, and until when each is endorsed; also of earlier keys
 */
public record SealingKeys(Hash256 tlsKey, JsonObject evidence, int length, Map<Hash256, Instant> ids) {

    /** Keys of one worker that are known at most; an honest one has four. */
    private static final int MAX_IDS = 256;

    /** Copies the ids. */
    public SealingKeys {
        ids = Map.copyOf(ids);
    }

    /** Reads a worker's evidence; null if it is none. */
    public static @Nullable SealingKeys parse(byte[] json) {
        try {
            ProviderEvidence evidence = ProviderEvidence.parse(Bytes.wrap(json));
            Endorsement endorsement = Endorsement.parse(evidence.endorsement());
            Map<Hash256, Instant> ids = new HashMap<>();
            for (RecipientKey key : endorsement.recipientKeys()) {
                ids.put(key.keyId(), endorsement.notAfter());
            }
            return new SealingKeys(evidence.tlsKey(), evidence.toJson(), json.length, ids);
        } catch (EvidenceFormatException e) {
            return null;
        }
    }

    /** The same with earlier keys that are still endorsed. */
    SealingKeys after(SealingKeys before, Instant now) {
        Map<Hash256, Instant> all = new HashMap<>(ids);
        before.ids.forEach((id, end) -> {
            if (now.isBefore(end) && all.size() < MAX_IDS) {
                all.putIfAbsent(id, end);
            }
        });
        return new SealingKeys(tlsKey, evidence, length, all);
    }

    boolean holdsOneOf(List<Hash256> recipients) {
        return recipients.stream().anyMatch(ids::containsKey);
    }
}

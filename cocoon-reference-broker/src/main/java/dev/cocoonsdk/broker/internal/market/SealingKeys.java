package dev.cocoonsdk.broker.internal.market;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.sealed.Endorsement;
import dev.cocoonsdk.crypto.sealed.EvidenceFormatException;
import dev.cocoonsdk.crypto.sealed.ProviderEvidence;
import dev.cocoonsdk.crypto.sealed.RecipientKey;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * The decryption keys that a worker announced. Nobody has verified them: clients do that, and a worker that lies gets requests
 * that it cannot open.
 *
 * @param evidence what proves them, as the worker sent it
 * @param ids of the keys
 */
public record SealingKeys(JsonObject evidence, Set<Hash256> ids) {

    /** Copies the ids. */
    public SealingKeys {
        ids = Set.copyOf(ids);
    }

    /** Reads a worker's evidence; null if it is none. */
    public static @Nullable SealingKeys parse(byte[] json) {
        try {
            ProviderEvidence evidence = ProviderEvidence.parse(Bytes.wrap(json));
            Endorsement endorsement = Endorsement.parse(evidence.endorsement());
            return new SealingKeys(
                    evidence.toJson(),
                    endorsement.recipientKeys().stream()
                            .map(RecipientKey::keyId)
                            .collect(Collectors.toSet()));
        } catch (EvidenceFormatException e) {
            return null;
        }
    }

    boolean holdsOneOf(List<Hash256> recipients) {
        return recipients.stream().anyMatch(ids::contains);
    }
}

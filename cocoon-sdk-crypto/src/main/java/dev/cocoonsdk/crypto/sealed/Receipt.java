package dev.cocoonsdk.crypto.sealed;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import java.time.Instant;

/**
 * What an enclave did for a request ({@code docs/sealed-envelope.md} 12). Worth something as a {@link SignedReceipt} only.
 *
 * @param exchange what it is for
 * @param evidenceHash {@link ProviderEvidence#hash()} of the evidence whose key opened the request
 * @param imageHash of the enclave
 * @param model full name of the model that answered, 1 to 512 bytes of UTF-8
 * @param metering what it costs
 * @param startedAt when the request was opened, in milliseconds
 * @param endedAt when the answer ended, in milliseconds, not before {@code startedAt}
 * @param rootConfigVersion of the root configuration that the provider went by, 0 to 2<sup>32</sup> − 1
 */
public record Receipt(
        Exchange exchange,
        Hash256 evidenceHash,
        Hash256 imageHash,
        String model,
        Metering metering,
        Instant startedAt,
        Instant endedAt,
        long rootConfigVersion) {

    static final int MAGIC = 0x43434e52;
    static final int VERSION = 1;

    /**
     * Checks ranges.
     *
     * @throws IllegalArgumentException if one is wrong
     */
    public Receipt {
        Endorsement.requireModel(model);
        Endorsement.requireTime(startedAt);
        Endorsement.requireTime(endedAt);
        Endorsement.require(!endedAt.isBefore(startedAt), "ended at", "not before started at");
        Endorsement.require(
                rootConfigVersion >= 0 && rootConfigVersion <= 0xffff_ffffL, "root config version", "32 bits");
    }

    /** The canonical form: the only one that {@link #parse} reads as an equal value. */
    public Bytes encoded() {
        CanonicalWriter out = new CanonicalWriter()
                .magic(MAGIC, VERSION)
                .hash(exchange.requestId())
                .hash(exchange.requestHash())
                .hash(exchange.answerHash())
                .hash(evidenceHash)
                .hash(imageHash)
                .text(model);
        metering.write(out);
        return out.time(startedAt).time(endedAt).u32(rootConfigVersion).bytes();
    }

    /** What is signed: a label and the canonical form. */
    static Bytes signed(Bytes encoded) {
        return SealLabel.RECEIPT.before(encoded);
    }

    /**
     * Reads the canonical form.
     *
     * @throws EvidenceFormatException if the bytes are anything else
     */
    public static Receipt parse(Bytes encoded) {
        CanonicalReader in = new CanonicalReader(encoded);
        Receipt receipt = read(in);
        in.end();
        return receipt;
    }

    static Receipt read(CanonicalReader in) {
        in.magic(MAGIC, VERSION);
        Exchange exchange = new Exchange(in.hash("request id"), in.hash("request hash"), in.hash("answer hash"));
        Hash256 evidenceHash = in.hash("evidence hash");
        Hash256 imageHash = in.hash("image hash");
        String model = in.text("model", 1, Endorsement.MAX_TEXT);
        Metering metering = Metering.read(in);
        Instant startedAt = in.time("started at");
        Instant endedAt = in.time("ended at");
        long version = in.u32("root config version");
        try {
            return new Receipt(exchange, evidenceHash, imageHash, model, metering, startedAt, endedAt, version);
        } catch (IllegalArgumentException e) {
            throw new EvidenceFormatException("receipt", 0, "canonical form", String.valueOf(e.getMessage()));
        }
    }

    /** For people and logs; hashes in hexadecimal, times in milliseconds since 1970. */
    public JsonObject toJson() {
        return JsonValue.object(
                "request_id", exchange.requestId().toHex(),
                "request_hash", exchange.requestHash().toHex(),
                "answer_hash", exchange.answerHash().toHex(),
                "evidence_hash", evidenceHash.toHex(),
                "image_hash", imageHash.toHex(),
                "model", model,
                "raw_tokens", json(metering.raw()),
                "adjusted_tokens", json(metering.adjusted()),
                "total_tokens", metering.total().value(),
                "coefficient", metering.coefficient(),
                "price_per_token_nanoton", metering.pricePerToken().value(),
                "started_at_ms", startedAt.toEpochMilli(),
                "ended_at_ms", endedAt.toEpochMilli(),
                "root_config_version", rootConfigVersion);
    }

    private static JsonObject json(TokenUse use) {
        return JsonValue.object(
                "prompt", use.prompt().value(),
                "cached", use.cached().value(),
                "completion", use.completion().value(),
                "reasoning", use.reasoning().value());
    }
}

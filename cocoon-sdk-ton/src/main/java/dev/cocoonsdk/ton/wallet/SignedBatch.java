package dev.cocoonsdk.ton.wallet;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.core.json.JsonFormatException;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import dev.cocoonsdk.ton.api.TransactionId;
import dev.cocoonsdk.ton.state.StateStoreException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Transfers that were signed and may be executed at any time: the content of a wallet's journal.
 *
 * @param seqno that of the messages
 * @param validUntil of the newest message, unix seconds
 * @param needed coins without which the transfers fail
 * @param since the wallet's last transaction when the first message was signed: the batch can only be in a later one
 * @param bodies hashes of the bodies that were signed for these transfers, the newest last; at most one of them is ever executed, since all
 *     have the same seqno
 * @param external the newest message as a bag of cells
 */
record SignedBatch(
        long seqno, long validUntil, NanoTon needed, TransactionId since, List<Hash256> bodies, Bytes external) {

    private static final int MAX_BODIES = 10_000;

    SignedBatch {
        bodies = List.copyOf(bodies);
    }

    /** The same transfers with the same seqno, signed again. */
    SignedBatch signedAgain(long newValidUntil, Hash256 body, Bytes newExternal) {
        List<Hash256> all = new ArrayList<>(bodies.subList(Math.max(0, bodies.size() - MAX_BODIES + 1), bodies.size()));
        all.add(body);
        return new SignedBatch(seqno, newValidUntil, needed, since, all, newExternal);
    }

    Bytes toBytes() {
        JsonObject json = JsonValue.object(
                "seqno",
                seqno,
                "valid_until",
                validUntil,
                "needed",
                needed.value(),
                "since_lt",
                Long.toUnsignedString(since.lt()),
                "since_hash",
                since.hash().toHex(),
                "bodies",
                JsonValue.array(
                        bodies.stream().map(hash -> JsonValue.of(hash.toHex())).toList()),
                "external",
                Base64.getEncoder().encodeToString(external.toByteArray()));
        return Bytes.wrap(json.toJsonBytes());
    }

    /**
     * Reads a journal.
     *
     * @throws StateStoreException if it is none
     */
    static SignedBatch parse(Bytes bytes) {
        try {
            if (JsonValue.parse(bytes.toByteArray()) instanceof JsonObject json) {
                return read(json);
            }
            throw new StateStoreException("wallet journal: no object", null);
        } catch (JsonFormatException | IllegalArgumentException e) {
            throw new StateStoreException("wallet journal: malformed", e);
        }
    }

    private static SignedBatch read(JsonObject json) {
        List<Hash256> bodies = new ArrayList<>();
        for (JsonValue body : json.array("bodies")) {
            bodies.add(Hash256.ofHex(body instanceof JsonString text ? text.value() : ""));
        }
        if (bodies.isEmpty() || bodies.size() > MAX_BODIES) {
            throw new IllegalArgumentException("bodies: " + bodies.size());
        }
        return new SignedBatch(
                uint32(json, "seqno"),
                uint32(json, "valid_until"),
                NanoTon.of(number(json, "needed")),
                new TransactionId(
                        Long.parseUnsignedLong(text(json, "since_lt")), Hash256.ofHex(text(json, "since_hash"))),
                bodies,
                Bytes.copyOf(Base64.getDecoder().decode(text(json, "external"))));
    }

    private static String text(JsonObject json, String name) {
        String text = json.string(name);
        if (text == null) {
            throw new IllegalArgumentException(name + ": none (expected: a text)");
        }
        return text;
    }

    private static long number(JsonObject json, String name) {
        Long number = json.integer(name);
        if (number == null) {
            throw new IllegalArgumentException(name + ": none (expected: a number)");
        }
        return number;
    }

    private static long uint32(JsonObject json, String name) {
        long number = number(json, name);
        if (number >>> 32 != 0) {
            throw new IllegalArgumentException(name + ": " + number + " (expected: 32 bits)");
        }
        return number;
    }
}

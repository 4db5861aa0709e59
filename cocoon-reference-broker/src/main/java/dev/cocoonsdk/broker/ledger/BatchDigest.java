package dev.cocoonsdk.broker.ledger;

import dev.cocoonsdk.broker.LedgerBatch;
import dev.cocoonsdk.broker.LedgerBatch.Change;
import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tells the repetition of a batch from another one under the same number. */
final class BatchDigest {

    private BatchDigest() {}

    static byte[] of(LedgerBatch batch) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream out = new DataOutputStream(bytes)) {
            out.writeLong(batch.stateNumber());
            out.writeInt(batch.changes().size());
            for (Change change : batch.changes()) {
                out.writeUTF(change.party().name());
                out.writeUTF(change.owner().toString());
                out.writeLong(change.added().value());
                out.writeLong(change.total().value());
            }
            for (Map.Entry<String, @Nullable Bytes> note : batch.notes().entrySet()) {
                write(out, note.getKey(), note.getValue());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Hash256.sha256(bytes.toByteArray()).toBytes();
    }

    private static void write(DataOutputStream out, String name, @Nullable Bytes content) throws IOException {
        out.writeUTF(name);
        out.writeInt(content == null ? -1 : content.length());
        if (content != null) {
            out.write(content.toByteArray());
        }
    }
}

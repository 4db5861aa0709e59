package dev.cocoonsdk.it.sealed;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Consumer;

/** Takes sealed messages apart at the borders that everybody sees ({@code docs/sealed-envelope.md} 5, 6, 7), and puts them together. */
final class SealedBytes {

    /** Header of an answer with records. */
    static final int ANSWER_HEADER = 102;

    private static final int MODEL_LENGTH = 68;

    private SealedBytes() {}

    /** Bytes of a request's header. */
    static int requestHeader(byte[] request) {
        ByteBuffer in = ByteBuffer.wrap(request);
        int suite = request[6];
        int model = in.getShort(MODEL_LENGTH) & 0xffff;
        int recipients = request[MODEL_LENGTH + 2 + model] & 0xff;
        return MODEL_LENGTH + 3 + model + recipients * (32 + (suite == 1 ? 112 : 1200));
    }

    /** The sizes of the records, lengths included. */
    static List<Integer> recordSizes(byte[] message, int header) {
        return split(message, header).stream().map(record -> record.length).toList();
    }

    static byte[] changedRequestRecords(byte[] request, Consumer<List<byte[]>> change) {
        return changed(request, requestHeader(request), change);
    }

    static byte[] changedAnswerRecords(byte[] answer, Consumer<List<byte[]>> change) {
        return changed(answer, ANSWER_HEADER, change);
    }

    private static byte[] changed(byte[] message, int header, Consumer<List<byte[]>> change) {
        List<byte[]> records = split(message, header);
        change.accept(records);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(message, 0, header);
        records.forEach(out::writeBytes);
        return out.toByteArray();
    }

    private static List<byte[]> split(byte[] message, int header) {
        List<byte[]> records = new ArrayList<>();
        ByteBuffer in = ByteBuffer.wrap(message);
        int at = header;
        while (at < message.length) {
            int end = at + 4 + in.getInt(at);
            records.add(Arrays.copyOfRange(message, at, end));
            at = end;
        }
        return records;
    }

    static byte[] flipped(byte[] message, int at) {
        byte[] changed = message.clone();
        changed[at] ^= 1;
        return changed;
    }

    static byte[] longer(byte[] message) {
        return Arrays.copyOf(message, message.length + 1);
    }

    static byte[] with(byte[] message, int at, int number) {
        byte[] changed = message.clone();
        ByteBuffer.wrap(changed).putInt(at, number);
        return changed;
    }

    static void swapLast(List<byte[]> records) {
        Collections.swap(records, records.size() - 1, records.size() - 2);
    }
}

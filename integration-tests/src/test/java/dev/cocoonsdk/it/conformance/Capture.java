package dev.cocoonsdk.it.conformance;

import dev.cocoonsdk.it.conformance.raw.Ids;
import dev.cocoonsdk.it.conformance.raw.In;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What the reference's client or worker sent in a captured connection, taken apart by the suite's own codec. */
record Capture(List<byte[]> fromConnector) {

    private static final Pattern SEGMENT = Pattern.compile("[0-9.]+ > [0-9]+ ([0-9a-f]+)");

    static Capture of(String name) {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        new String(Network.resource(name), StandardCharsets.UTF_8).lines().forEach(line -> {
            Matcher segment = SEGMENT.matcher(line);
            if (segment.matches()) {
                stream.writeBytes(HexFormat.of().parseHex(segment.group(1)));
            }
        });
        ByteBuffer bytes = ByteBuffer.wrap(stream.toByteArray()).order(ByteOrder.LITTLE_ENDIAN);
        bytes.position(4 + bytes.getInt());
        List<byte[]> frames = new ArrayList<>();
        while (bytes.hasRemaining()) {
            byte[] payload = new byte[bytes.getInt()];
            bytes.getInt();
            bytes.get(payload);
            frames.add(payload);
        }
        return new Capture(frames);
    }

    /** The function of a query, in hex. */
    String connectorsQuery(int index) {
        List<String> functions = new ArrayList<>();
        for (byte[] frame : fromConnector) {
            In in = new In(frame);
            if (in.peek() == Ids.QUERY) {
                in.id(Ids.QUERY).i64();
                functions.add(HexFormat.of().formatHex(in.data()));
            }
        }
        return functions.get(index);
    }
}

package dev.cocoonsdk.network;

import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One captured connection of the C++ reference: the bytes of both directions and the annotated ids. */
record Capture(byte[] fromConnector, byte[] fromAcceptor, List<String> connectorIds, List<String> acceptorIds) {

    private static final Pattern SEGMENT = Pattern.compile("[0-9.]+ ([<>]) [0-9]+ ([0-9a-f]+)");
    private static final Pattern BLOCK = Pattern.compile("--- t=[0-9.]+ ([<>]) .*");
    private static final Pattern OBJECT = Pattern.compile("( +)\\[\\+0000] [A-Za-z.0-9]+#([0-9a-f]{8}) .*");

    /** Reads a capture; the router's peer-info message is left out. */
    static Capture load(String name) {
        Capture raw = loadRaw(name);
        return new Capture(withoutPeerInfo(raw.fromConnector), raw.fromAcceptor, raw.connectorIds, raw.acceptorIds);
    }

    /** Reads a capture as it is. */
    static Capture loadRaw(String name) {
        ByteArrayOutputStream connector = new ByteArrayOutputStream();
        ByteArrayOutputStream acceptor = new ByteArrayOutputStream();
        List<String> connectorIds = new ArrayList<>();
        List<String> acceptorIds = new ArrayList<>();
        List<String> current = connectorIds;
        for (String line : lines(name)) {
            Matcher segment = SEGMENT.matcher(line);
            Matcher block = BLOCK.matcher(line);
            Matcher object = OBJECT.matcher(line);
            if (segment.matches()) {
                (segment.group(1).equals(">") ? connector : acceptor)
                        .writeBytes(HexFormat.of().parseHex(segment.group(2)));
            } else if (block.matches()) {
                current = block.group(1).equals(">") ? connectorIds : acceptorIds;
            } else if (object.matches()) {
                current.add(object.group(2));
            }
        }
        return new Capture(connector.toByteArray(), acceptor.toByteArray(), connectorIds, acceptorIds);
    }

    private static byte[] withoutPeerInfo(byte[] stream) {
        int length = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return java.util.Arrays.copyOfRange(stream, 4 + length, stream.length);
    }

    private static List<String> lines(String name) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(Capture.class.getResourceAsStream("wire/" + name + ".txt")),
                StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}

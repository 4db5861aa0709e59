package dev.cocoonsdk.network;

import dev.cocoonsdk.network.tl.AnyTcpPacket;
import dev.cocoonsdk.network.tl.TcpConnect;
import dev.cocoonsdk.network.tl.TcpQuery;
import dev.cocoonsdk.network.tl.TlBytes;
import dev.cocoonsdk.network.tl.TlReader;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Queue;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One captured connection of the C++ reference: the bytes of both directions and the annotated ids. */
record Capture(byte[] fromConnector, byte[] fromAcceptor, List<String> connectorIds, List<String> acceptorIds) {

    private static final Pattern SEGMENT = Pattern.compile("[0-9.]+ ([<>]) [0-9]+ ([0-9a-f]+)");
    private static final Pattern BLOCK = Pattern.compile("--- t=[0-9.]+ ([<>]) .*");
    private static final Pattern OBJECT = Pattern.compile("( +)\\[\\+0000] [A-Za-z.0-9]+#([0-9a-f]{8}) .*");

    private static final int SOCKS_GREETING_AND_REQUEST = 13;
    private static final int SOCKS_METHOD_AND_REPLY = 12;

    /** Reads a capture; SOCKS5 and the router's peer-info message are left out. */
    static Capture load(String name) {
        Capture raw = loadRaw(name);
        byte[] up = raw.fromConnector;
        byte[] down = raw.fromAcceptor;
        if (name.startsWith("socks")) {
            up = Arrays.copyOfRange(up, SOCKS_GREETING_AND_REQUEST, up.length);
            down = withoutPeerInfo(Arrays.copyOfRange(down, SOCKS_METHOD_AND_REPLY, down.length));
        } else {
            up = withoutPeerInfo(up);
        }
        return new Capture(up, down, raw.connectorIds, raw.acceptorIds);
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

    /** The packets of a whole direction. */
    static List<AnyTcpPacket> packets(byte[] stream) {
        return payloads(stream).stream()
                .map(frame -> TlReader.parse(frame, AnyTcpPacket::read))
                .toList();
    }

    /** The payloads of frames, from any number on. */
    static List<TlBytes> payloads(byte[] frames) {
        ByteBuffer in = ByteBuffer.wrap(frames).order(ByteOrder.LITTLE_ENDIAN);
        List<TlBytes> payloads = new ArrayList<>();
        while (in.hasRemaining()) {
            byte[] payload = new byte[in.getInt()];
            in.getInt();
            in.get(payload);
            payloads.add(TlBytes.wrap(payload));
        }
        return payloads;
    }

    /** The first frames of a direction. */
    static byte[] start(byte[] stream, int frames) {
        int length = payloads(stream).stream()
                .limit(frames)
                .mapToInt(frame -> 8 + frame.length())
                .sum();
        return Arrays.copyOf(stream, length);
    }

    /** The numbers that the connector drew: the id of its connect and those of its queries. */
    List<Long> connectorNumbers() {
        List<Long> ids = new ArrayList<>();
        for (AnyTcpPacket packet : packets(fromConnector)) {
            if (packet instanceof TcpConnect connect) {
                ids.add(connect.id());
            } else if (packet instanceof TcpQuery query) {
                ids.add(query.id());
            }
        }
        return ids;
    }

    /** A generator that gives these numbers, then one of its own. */
    static RandomGenerator scripted(List<Long> numbers) {
        Queue<Long> queue = new ArrayDeque<>(numbers);
        return () -> {
            Long next = queue.poll();
            return next == null ? 42 : next;
        };
    }

    private static byte[] withoutPeerInfo(byte[] stream) {
        int length = ByteBuffer.wrap(stream).order(ByteOrder.LITTLE_ENDIAN).getInt();
        return Arrays.copyOfRange(stream, 4 + length, stream.length);
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

package dev.cocoonsdk.network.tl;

import dev.cocoonsdk.core.Hash256;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Random objects of every type of the schema. */
public final class Samples {

    private static final List<Schema.Line> ORDERED = Schema.lines();
    private static final Map<String, Schema.Line> LINES =
            ORDERED.stream().collect(Collectors.toMap(Schema.Line::name, Function.identity()));
    private static final Map<String, List<String>> UNIONS = Map.of(
            "proxy.SignedPayment", List.of("proxy.signedPayment", "proxy.signedPaymentEmpty"),
            "client.ProxyConnectionAuth", List.of("client.proxyConnectionAuthShort", "client.proxyConnectionAuthLong"));

    private Samples() {}

    /** A random object of a type that is chosen by number. */
    public static TlObject random(int type, Random random) {
        return random(ORDERED.get(Math.floorMod(type, LINES.size())), random);
    }

    static TlObject random(Schema.Line line, Random random) {
        List<Object> arguments = new ArrayList<>();
        int flags = random.nextInt(4);
        for (String field : line.fields()) {
            String type = field.substring(field.indexOf(':') + 1);
            boolean present = true;
            if (type.startsWith("flags.")) {
                present = (flags & 1 << type.charAt(6) - '0') != 0;
                type = type.substring(type.indexOf('?') + 1);
            }
            arguments.add(type.equals("#") ? flags : present ? value(type, random) : absent(type));
        }
        try {
            Constructor<?> constructor = line.type().getDeclaredConstructors()[0];
            return (TlObject) constructor.newInstance(arguments.toArray());
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(line.name(), e);
        }
    }

    private static Object value(String type, Random random) {
        if (type.startsWith("vector ")) {
            return random.ints(random.nextInt(4))
                    .mapToObj(ignored -> value(type.substring(7), random))
                    .toList();
        }
        return switch (type) {
            case "int" -> random.nextInt();
            case "long" -> random.nextLong();
            case "double" -> random.nextGaussian();
            case "Bool" -> random.nextBoolean();
            case "int256" -> random.nextBoolean() ? Hash256.ZERO : Hash256.of(bytes(32, random));
            case "bytes" -> TlBytes.wrap(bytes(length(random), random));
            case "string" -> text(length(random), random);
            default ->
                random(LINES.get(UNIONS.getOrDefault(type, List.of(type, type)).get(random.nextInt(2))), random);
        };
    }

    private static Object absent(String type) {
        return switch (type) {
            case "int" -> 0;
            case "double" -> 0.0;
            case "Bool" -> false;
            default -> null;
        };
    }

    /** Mostly short, sometimes around the border of the short form, seldom beyond the medium form. */
    private static int length(Random random) {
        int kind = random.nextInt(1000);
        return kind == 0
                ? (1 << 24) - 1 + random.nextInt(3)
                : kind < 200 ? 250 + random.nextInt(10) : random.nextInt(9);
    }

    private static byte[] bytes(int length, Random random) {
        byte[] bytes = new byte[length];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String text(int length, Random random) {
        if (length > 1000) {
            return "x".repeat(length);
        }
        int[] codePoints = random.ints(length, 0, 0x110000)
                .map(c -> c >= 0xd800 && c < 0xe000 ? c - 0xd800 : random.nextBoolean() ? c : c & 0x7f)
                .toArray();
        return new String(codePoints, 0, length);
    }
}

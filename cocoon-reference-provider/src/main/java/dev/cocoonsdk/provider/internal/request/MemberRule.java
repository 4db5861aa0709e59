package dev.cocoonsdk.provider.internal.request;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonBoolean;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.math.BigInteger;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What one member of a body may be ({@code docs/protocol/http-api.md} 3.1 and 3.2).
 *
 * @param expected in words, for the error text
 * @param holds the test
 */
record MemberRule(String expected, Predicate<JsonValue> holds) {

    private static final Pattern INTEGER_TEXT = Pattern.compile("-?[0-9]{1,20}");

    static final MemberRule ANYTHING = new MemberRule("anything", value -> true);
    static final MemberRule ARRAY = new MemberRule("an array", value -> value instanceof JsonArray);
    static final MemberRule ARRAY_OR_STRING =
            new MemberRule("an array or a string", value -> value instanceof JsonArray || value instanceof JsonString);
    static final MemberRule BOOLEAN = new MemberRule("a boolean", value -> value instanceof JsonBoolean);
    static final MemberRule INTEGER = new MemberRule("an integer", MemberRule::isInteger);
    static final MemberRule NUMBER = new MemberRule("a number", value -> value instanceof JsonNumber);
    static final MemberRule PENALTY = new MemberRule("a number from -2 to 2", MemberRule::isPenalty);
    static final MemberRule POSITIVE = new MemberRule("a positive integer", value -> isAtLeast(value, 1));
    static final MemberRule STRING = new MemberRule("a string", value -> value instanceof JsonString);
    static final MemberRule UNSIGNED = new MemberRule("a non-negative integer", value -> isAtLeast(value, 0));

    /** An object with these members only, all optional booleans. */
    static MemberRule flags(String... names) {
        Map<String, MemberRule> members = new TreeMap<>();
        for (String name : names) {
            members.put(name, BOOLEAN);
        }
        return new MemberRule(
                "an object with only booleans of " + members.keySet(),
                value -> value instanceof JsonObject object
                        && object.members().entrySet().stream()
                                .allMatch(member -> members.containsKey(member.getKey())
                                        && members.get(member.getKey()).holds().test(member.getValue())));
    }

    /**
     * Written as an integer of 64 bits, signed or unsigned: {@code 1.0} and {@code 1e3} are floating-point numbers to the C++ peers.
     */
    private static boolean isInteger(JsonValue value) {
        return isAtLeast(value, Long.MIN_VALUE);
    }

    private static boolean isAtLeast(JsonValue value, long least) {
        if (!(value instanceof JsonNumber number)
                || !INTEGER_TEXT.matcher(number.text()).matches()) {
            return false;
        }
        BigInteger exact = new BigInteger(number.text());
        return exact.compareTo(BigInteger.valueOf(least)) >= 0 && exact.bitLength() <= Long.SIZE;
    }

    private static boolean isPenalty(JsonValue value) {
        return value instanceof JsonNumber number && Math.abs(number.toDouble()) <= 2;
    }
}

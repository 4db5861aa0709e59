package dev.cocoonsdk.ton.state;

import java.util.regex.Pattern;

/** Which names records may have. */
final class StateNames {
    private static final Pattern ALLOWED = Pattern.compile("[a-z0-9_-][a-z0-9_.-]{0,199}");

    private StateNames() {}

    static String check(String name) {
        if (!ALLOWED.matcher(name).matches()) {
            throw new IllegalArgumentException("record name: \"" + name
                    + "\" (expected: 1 to 200 of a-z, 0-9, -, _ and ., not beginning with a dot)");
        }
        return name;
    }
}

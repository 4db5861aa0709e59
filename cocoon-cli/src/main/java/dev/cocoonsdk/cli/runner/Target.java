package dev.cocoonsdk.cli.runner;

import java.util.HashMap;
import java.util.Map;

/**
 * A request's URL: path and arguments, split without percent-decoding, the first of duplicate names wins ({@code
 * docs/protocol/http-api.md} 1.1).
 */
record Target(String path, Map<String, String> arguments) {

    static Target of(String url) {
        int question = url.indexOf('?');
        if (question < 0) {
            return new Target(url, Map.of());
        }
        Map<String, String> arguments = new HashMap<>();
        for (String argument : url.substring(question + 1).split("&", -1)) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            arguments.putIfAbsent(name, equals < 0 ? "" : argument.substring(equals + 1));
        }
        return new Target(url.substring(0, question), arguments);
    }

    String argument(String name) {
        return arguments.getOrDefault(name, "");
    }
}

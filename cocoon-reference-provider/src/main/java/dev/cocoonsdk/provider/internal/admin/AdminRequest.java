package dev.cocoonsdk.provider.internal.admin;

import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a status page was asked ({@code docs/protocol/http-api.md} 1.1).
 *
 * @param method of HTTP
 * @param path the URL up to the first question mark
 * @param arguments the rest, split at {@code &} and the first {@code =}, and those of a form; of duplicates the first
 * @param arrivedAt the own address at which it arrived
 * @param host the header, or null
 * @param origin the header, or null
 */
record AdminRequest(
        String method,
        String path,
        Map<String, String> arguments,
        InetAddress arrivedAt,
        @Nullable String host,
        @Nullable String origin) {

    private static final int LONGEST_FORM = 4_096;

    static AdminRequest of(HttpExchange exchange) throws IOException {
        Map<String, String> arguments = new LinkedHashMap<>();
        collect(exchange.getRequestURI().getRawQuery(), arguments);
        String type = exchange.getRequestHeaders().getFirst("Content-Type");
        if (type != null && type.toLowerCase(Locale.ROOT).startsWith("application/x-www-form-urlencoded")) {
            byte[] form = exchange.getRequestBody().readNBytes(LONGEST_FORM);
            collect(new String(form, StandardCharsets.UTF_8), arguments);
        }
        return new AdminRequest(
                exchange.getRequestMethod(),
                exchange.getRequestURI().getRawPath(),
                arguments,
                exchange.getLocalAddress().getAddress(),
                exchange.getRequestHeaders().getFirst("Host"),
                exchange.getRequestHeaders().getFirst("Origin"));
    }

    private static void collect(@Nullable String text, Map<String, String> into) {
        if (text == null || text.isEmpty()) {
            return;
        }
        for (String argument : text.split("&", -1)) {
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            into.putIfAbsent(name, equals < 0 ? "" : decode(argument.substring(equals + 1)));
        }
    }

    boolean isPost() {
        return method.equals("POST");
    }

    /** Unlike the C++ nodes this understands percent signs, because model names have slashes; a plus sign stays one. */
    private static String decode(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        for (int i = 0; i < raw.length; i++) {
            int high = raw[i] == '%' && i + 2 < raw.length ? Character.digit(raw[i + 1], 16) : -1;
            int low = high < 0 ? -1 : Character.digit(raw[i + 2], 16);
            if (low >= 0) {
                bytes.write(high << 4 | low);
                i += 2;
            } else {
                bytes.write(raw[i]);
            }
        }
        return bytes.toString(StandardCharsets.UTF_8);
    }
}

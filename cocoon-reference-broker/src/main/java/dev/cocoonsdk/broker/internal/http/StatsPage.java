package dev.cocoonsdk.broker.internal.http;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The statistics as a page for humans: what {@code /jsonstats} holds, one table for each member, and the operator's commands. */
final class StatsPage {

    private static final List<String> RATES = List.of("total", "1 s", "10 s", "1 min", "10 min", "1 h", "1 d");
    private static final String STYLE = "body{font:14px/1.4 system-ui,sans-serif;margin:1.5em;color:#222}"
            + "h2{font-size:1.1em;margin:1.5em 0 .3em}table{border-collapse:collapse}"
            + "th,td{text-align:left;padding:.15em .8em .15em 0;border-bottom:1px solid #ddd;vertical-align:top;"
            + "overflow-wrap:anywhere}th{font-weight:600}td.n{text-align:right;font-variant-numeric:tabular-nums}"
            + "form{display:inline-block;margin:.2em 1em .2em 0}";

    private final StringBuilder html = new StringBuilder();

    private StatsPage(String title) {
        html.append("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(title)
                .append("</title><meta name=\"viewport\" content=\"width=device-width\"><style>")
                .append(STYLE)
                .append("</style></head><body>\n");
    }

    /**
     * The page of statistics.
     *
     * @param stats what {@code /jsonstats} holds
     * @param accessHash for the forms; empty if there is none
     */
    static String of(JsonObject stats, String accessHash) {
        StatsPage page = new StatsPage("Cocoon broker");
        page.html.append("<h1>Cocoon broker</h1>\n");
        stats.members().forEach(page::section);
        if (!accessHash.isEmpty()) {
            page.commands(accessHash);
        }
        return page.end();
    }

    /**
     * The answer to a command: one line and the way back.
     *
     * @param accessHash for the way back
     */
    static String line(String text, String accessHash) {
        StatsPage page = new StatsPage("Cocoon broker");
        page.html.append("<p>").append(escaped(text)).append("</p>\n<p><a href=\"/stats");
        page.html.append(query(accessHash)).append("\">back</a></p>\n");
        return page.end();
    }

    private String end() {
        return html.append("</body></html>\n").toString();
    }

    private void section(String name, JsonValue value) {
        html.append("<h2>").append(escaped(name.replace('_', ' '))).append("</h2>\n");
        if (value instanceof JsonObject object) {
            members(object);
        } else if (value instanceof JsonArray array) {
            rows(array);
        } else {
            html.append("<p>").append(text(value)).append("</p>\n");
        }
    }

    private void members(JsonObject object) {
        boolean rates = object.members().values().stream().anyMatch(StatsPage::isRates);
        html.append("<table>\n");
        if (rates) {
            html.append("<tr><th></th>");
            RATES.forEach(window -> html.append("<th>").append(window).append("</th>"));
            html.append("</tr>\n");
        }
        object.members().forEach((name, value) -> {
            html.append("<tr><th>").append(escaped(name)).append("</th>");
            if (isRates(value)) {
                ((JsonArray) value).items().forEach(this::cell);
            } else {
                cell(value);
            }
            html.append("</tr>\n");
        });
        html.append("</table>\n");
    }

    private static boolean isRates(JsonValue value) {
        return value instanceof JsonArray array
                && array.items().size() == RATES.size()
                && array.items().stream().noneMatch(JsonString.class::isInstance);
    }

    private void rows(JsonArray array) {
        Set<String> columns = new LinkedHashSet<>();
        List<JsonObject> rows = new ArrayList<>();
        for (JsonValue value : array.items()) {
            if (value instanceof JsonObject row) {
                rows.add(row);
                columns.addAll(row.members().keySet());
            }
        }
        if (rows.isEmpty()) {
            html.append("<p>none</p>\n");
            return;
        }
        html.append("<table>\n<tr>");
        columns.forEach(name ->
                html.append("<th>").append(escaped(name.replace('_', ' '))).append("</th>"));
        html.append("</tr>\n");
        for (JsonObject row : rows) {
            html.append("<tr>");
            columns.forEach(name -> cell(row.get(name)));
            html.append("</tr>\n");
        }
        html.append("</table>\n");
    }

    private void cell(@Nullable JsonValue value) {
        boolean number = value instanceof JsonValue.JsonNumber;
        html.append(number ? "<td class=\"n\">" : "<td>")
                .append(value == null ? "" : text(value))
                .append("</td>");
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonArray array) {
            List<String> items = array.items().stream().map(StatsPage::text).toList();
            return String.join("<br>", items);
        }
        return escaped(value instanceof JsonString text ? text.value() : value.toJson());
    }

    private void commands(String accessHash) {
        html.append("<h2>commands</h2>\n");
        command("withdraw", accessHash);
        command("disable", accessHash);
        command("enable", accessHash);
    }

    private void command(String name, String accessHash) {
        html.append("<form method=\"post\" action=\"/request/")
                .append(name)
                .append(query(accessHash))
                .append("\"><button>")
                .append(name)
                .append("</button></form>\n");
    }

    private static String query(String accessHash) {
        return accessHash.isEmpty() ? "" : "?access_hash=" + URLEncoder.encode(accessHash, StandardCharsets.UTF_8);
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}

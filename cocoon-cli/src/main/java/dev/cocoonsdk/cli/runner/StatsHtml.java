package dev.cocoonsdk.cli.runner;

import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonArray;
import dev.cocoonsdk.core.json.JsonValue.JsonNumber;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.core.json.JsonValue.JsonString;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** Builds a page of headings and tables; everything that it is given is escaped. Not thread-safe. */
final class StatsHtml {

    private static final String BEGIN = """
            <!doctype html><html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
            <title>Cocoon client</title><style>
            body{font:15px/1.45 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1c2430}
            h1{font-size:1.5rem}h2{font-size:1.05rem;margin:1.8rem 0 .4rem}
            .scroll{overflow-x:auto}table{border-collapse:collapse}
            th,td{text-align:left;padding:.25rem .9rem .25rem 0;border-bottom:1px solid #dde3ea;vertical-align:top}
            th{font-weight:600;white-space:nowrap}td{font-variant-numeric:tabular-nums;overflow-wrap:anywhere}
            p{color:#55606e}</style></head><body>
            """;
    private static final List<String> RATES =
            List.of("total", "per s (1 s)", "(10 s)", "(1 min)", "(10 min)", "(1 h)", "(1 d)");

    private static final JsonValue NOTHING = JsonValue.of("");

    private final StringBuilder page = new StringBuilder(BEGIN);

    StatsHtml heading(String text) {
        page.append("<h1>").append(escaped(text)).append("</h1>\n");
        return this;
    }

    StatsHtml paragraph(String text) {
        page.append("<p>").append(escaped(text)).append("</p>\n");
        return this;
    }

    StatsHtml link(String target, String text) {
        page.append("<p><a href=\"").append(escaped(target)).append("\">").append(escaped(text));
        page.append("</a></p>\n");
        return this;
    }

    /** A table with one member a row. */
    void members(String title, JsonObject object) {
        begin(title);
        for (Map.Entry<String, JsonValue> member : object.members().entrySet()) {
            page.append("<tr><th>").append(name(member.getKey())).append("</th><td>");
            page.append(text(member.getValue())).append("</td></tr>\n");
        }
        end();
    }

    /** A table with one counter a row. */
    void rates(String title, JsonObject counters) {
        begin(title);
        header(" ");
        RATES.forEach(this::header);
        page.append("</tr>\n");
        for (String counter : counters.members().keySet()) {
            page.append("<tr><th>").append(name(counter)).append("</th>");
            counters.array(counter).forEach(this::cell);
            page.append("</tr>\n");
        }
        end();
    }

    /** A table with one object a row. */
    void rows(String title, List<JsonValue> objects) {
        if (objects.isEmpty()) {
            page.append("<h2>").append(name(title)).append("</h2>\n");
            paragraph("none");
            return;
        }
        begin(title);
        Set<String> names = new LinkedHashSet<>();
        objects.forEach(object -> names.addAll(((JsonObject) object).members().keySet()));
        names.forEach(this::header);
        page.append("</tr>\n");
        for (JsonValue object : objects) {
            page.append("<tr>");
            names.forEach(column -> cell(((JsonObject) object).members().getOrDefault(column, NOTHING)));
            page.append("</tr>\n");
        }
        end();
    }

    private void begin(String title) {
        page.append("<h2>").append(name(title)).append("</h2><div class=\"scroll\"><table>\n");
    }

    private void end() {
        page.append("</table></div>\n");
    }

    private void header(String text) {
        page.append("<th>").append(name(text)).append("</th>");
    }

    private void cell(JsonValue value) {
        page.append("<td>").append(text(value)).append("</td>");
    }

    private static String name(String text) {
        String words = text.replace('_', ' ');
        return escaped(words.substring(0, 1).toUpperCase(Locale.ROOT) + words.substring(1));
    }

    private static String text(JsonValue value) {
        if (value instanceof JsonString string) {
            return escaped(string.value());
        } else if (value instanceof JsonNumber number) {
            return escaped(rounded(number));
        } else if (value instanceof JsonArray array) {
            return array.items().isEmpty()
                    ? "none"
                    : array.items().stream().map(StatsHtml::text).collect(Collectors.joining("<br>"));
        } else if (value instanceof JsonObject object) {
            return object.members().entrySet().stream()
                    .map(member -> name(member.getKey()) + " " + text(member.getValue()))
                    .collect(Collectors.joining(", "));
        }
        return escaped(value.toJson());
    }

    private static String rounded(JsonNumber number) {
        Long whole = number.toLong();
        return whole == null ? String.format(Locale.ROOT, "%.3f", number.toDouble()) : whole.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    @Override
    public String toString() {
        return page + "</body></html>\n";
    }
}

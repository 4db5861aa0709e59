package dev.cocoonsdk.devnet.http;

import java.util.List;

/** Pieces of pages. Everything that is not a literal goes through {@link #text}. */
final class Html {

    private static final String STYLE = """
            :root{color-scheme:light dark;--bg:#fbfbf9;--fg:#1d1f21;--soft:#666a70;--line:#dcdcd6;--accent:#0a6ebd;--bad:#b3261e;--good:#1b7a3d}
            @media (prefers-color-scheme:dark){:root{--bg:#15171a;--fg:#e4e6e9;--soft:#9aa0a8;--line:#30343a;--accent:#6db7f2;--bad:#ff8a80;--good:#7ed69a}}
            *{box-sizing:border-box}
            body{margin:0 auto;padding:1.2rem 1rem 3rem;max-width:78rem;background:var(--bg);color:var(--fg);font:15px/1.5 system-ui,sans-serif}
            a{color:var(--accent);text-decoration:none}a:hover{text-decoration:underline}
            header{display:flex;flex-wrap:wrap;gap:.4rem 1.4rem;align-items:baseline;border-bottom:1px solid var(--line);padding-bottom:.6rem}
            header strong{font-size:1.15rem}
            h1{font-size:1.25rem;margin:1.4rem 0 .4rem}h2{font-size:1.02rem;margin:1.6rem 0 .3rem}
            .scroll{overflow-x:auto}
            table{border-collapse:collapse;width:100%;font-size:.92rem}
            th,td{text-align:left;vertical-align:top;padding:.32rem .9rem .32rem 0;border-bottom:1px solid var(--line);white-space:nowrap}
            th{color:var(--soft);font-weight:500}td.wide{white-space:normal;overflow-wrap:anywhere}
            td.num,th.num{text-align:right;font-variant-numeric:tabular-nums}
            code{font:.88em ui-monospace,monospace;overflow-wrap:anywhere}
            .soft{color:var(--soft)}.bad{color:var(--bad)}.good{color:var(--good)}
            form{margin-left:auto}input{font:inherit;padding:.15rem .5rem;width:min(26rem,70vw);color:inherit;background:transparent;border:1px solid var(--line);border-radius:.3rem}
            """;

    private Html() {}

    /** Text as it is, whatever characters it has. */
    static String text(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    static String code(String value) {
        return "<code>" + text(value) + "</code>";
    }

    static String soft(String value) {
        return "<span class=\"soft\">" + text(value) + "</span>";
    }

    static String link(String path, String html) {
        return "<a href=\"" + text(path) + "\">" + html + "</a>";
    }

    /**
     * A table.
     *
     * @param headings a leading {@code #} makes a column of numbers
     * @param rows cells as HTML
     */
    static String table(List<String> headings, List<List<String>> rows) {
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><thead><tr>");
        for (String heading : headings) {
            boolean number = heading.startsWith("#");
            out.append(number ? "<th class=\"num\">" : "<th>")
                    .append(text(number ? heading.substring(1) : heading))
                    .append("</th>");
        }
        out.append("</tr></thead><tbody>\n");
        for (List<String> row : rows) {
            out.append("<tr>");
            for (int i = 0; i < row.size(); i++) {
                boolean number = headings.get(i).startsWith("#");
                out.append(number ? "<td class=\"num\">" : "<td>")
                        .append(row.get(i))
                        .append("</td>");
            }
            out.append("</tr>\n");
        }
        return out.append("</tbody></table></div>\n").toString();
    }

    /** Names and values, values as HTML. */
    static String facts(List<List<String>> rows) {
        StringBuilder out = new StringBuilder("<div class=\"scroll\"><table><tbody>\n");
        for (List<String> row : rows) {
            out.append("<tr><th>")
                    .append(text(row.get(0)))
                    .append("</th><td class=\"wide\">")
                    .append(row.get(1))
                    .append("</td></tr>\n");
        }
        return out.append("</tbody></table></div>\n").toString();
    }

    static String page(String title, String body) {
        return """
                <!doctype html>
                <html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
                <title>%s · Cocoon devnet</title><style>
                %s</style></head><body>
                <header><strong><a href="/">Cocoon devnet</a></strong><a href="/accounts">accounts</a><a href="/transactions">transactions</a><a href="/blocks">blocks</a>
                <form action="/find"><input name="q" aria-label="Find" placeholder="address, transaction hash or block number"></form></header>
                <main>
                %s</main></body></html>
                """.formatted(text(title), STYLE, body);
    }
}

package dev.cocoonsdk.provider.internal.admin;

import dev.cocoonsdk.provider.ProviderStatus;
import dev.cocoonsdk.provider.ProviderStatus.Connection;
import dev.cocoonsdk.provider.ProviderStatus.Model;
import dev.cocoonsdk.provider.ProviderStatus.Payout;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The page {@code /stats}: an overview for people. */
final class StatsPage {

    private StatsPage() {}

    static Page of(ProviderStatus status) {
        StringBuilder body = new StringBuilder("<h1>Provider</h1>\n<h2>Models</h2>\n<table border=\"1\">\n");
        body.append(head("model", "state", "coefficient", "running", "served", "failed", "tokens", "proxies"));
        status.models().forEach(model -> body.append(row(model)));
        body.append("</table>\n<h2>Proxies</h2>\n<table border=\"1\">\n");
        body.append(head(
                "proxy contract",
                "worker contract",
                "signed",
                "on disk",
                "known",
                "parameters",
                "collected",
                "open",
                "note"));
        status.payouts().forEach(payout -> body.append(row(payout)));
        return Page.html("provider", body.append("</table>").toString());
    }

    private static String row(Model model) {
        return row(
                model.name(),
                model.ready() ? "ready" : model.reason(),
                model.coefficient(),
                model.active() + " of " + model.capacity(),
                model.served(),
                model.failed(),
                model.tokens(),
                model.connections().stream().map(StatsPage::text).collect(Collectors.joining(", ")));
    }

    private static String text(Connection connection) {
        return connection.proxy().getHostString() + ":" + connection.proxy().getPort()
                + (connection.ready() ? "" : " (not ready)");
    }

    private static String row(Payout payout) {
        return row(
                payout.proxy(),
                payout.worker(),
                payout.signed(),
                payout.database(),
                payout.memory(),
                payout.paramsVersion(),
                payout.collected(),
                payout.open(),
                payout.problem() != null ? payout.problem() : payout.running() ? "request running" : "");
    }

    private static String head(String... names) {
        return cells("th", Stream.of(names));
    }

    private static String row(Object... values) {
        return cells("td", Stream.of(values).map(String::valueOf));
    }

    private static String cells(String tag, Stream<String> texts) {
        return texts.map(text -> "<" + tag + ">" + Page.escape(text) + "</" + tag + ">")
                .collect(Collectors.joining("", "<tr>", "</tr>\n"));
    }
}

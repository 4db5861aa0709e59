package dev.cocoonsdk.devnet.http;

import dev.cocoonsdk.core.NanoTon;
import dev.cocoonsdk.devnet.http.ChainView.ViewTransaction;
import dev.cocoonsdk.ton.block.ActionPhase;
import dev.cocoonsdk.ton.block.ComputePhase;
import dev.cocoonsdk.ton.block.Message;
import dev.cocoonsdk.ton.block.MessageHeader;
import dev.cocoonsdk.ton.block.MsgAddress;
import dev.cocoonsdk.ton.block.Transaction;
import dev.cocoonsdk.ton.block.TransactionDescription;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Transactions in tables and on a page of their own. */
final class TransactionPage {

    private static final int SHOWN = 10;

    private final AccountNames names;

    TransactionPage(AccountNames names) {
        this.names = names;
    }

    String table(List<ViewTransaction> transactions) {
        List<List<String>> rows = new ArrayList<>();
        for (ViewTransaction view : transactions) {
            Transaction transaction = Transaction.parse(view.cell());
            Message incoming = transaction.incoming();
            String hash = view.hash().toHex();
            rows.add(List.of(
                    Explorer.time(Instant.ofEpochSecond(transaction.time())),
                    names.brief(view.account()),
                    incoming == null ? "—" : sender(incoming),
                    Html.link(
                            "/transaction/" + hash,
                            Html.text(incoming == null ? hash.substring(0, SHOWN) : title(incoming))),
                    incoming == null ? "—" : Explorer.amount(value(incoming)),
                    outcome(transaction),
                    Integer.toString(transaction.outgoing().size()),
                    Explorer.amount(transaction.totalFees().coins())));
        }
        return Html.table(List.of("time", "account", "from", "message", "#value", "outcome", "#sent", "#fees"), rows);
    }

    String page(ViewTransaction view) {
        Transaction transaction = Transaction.parse(view.cell());
        StringBuilder out = new StringBuilder("<h1>Transaction</h1>");
        out.append(Html.facts(List.of(
                List.of("hash", Html.code(view.hash().toHex())),
                List.of("account", names.link(view.account())),
                List.of("time", Explorer.time(Instant.ofEpochSecond(transaction.time()))),
                List.of("block", Explorer.blockLink(view.block())),
                List.of("logical time", Html.text(Long.toUnsignedString(view.lt()))),
                List.of("outcome", outcome(transaction)),
                List.of("gas", gas(transaction)),
                List.of("fees", Html.text(transaction.totalFees().coins().toString())))));
        if (transaction.incoming() != null) {
            out.append("<h2>Received</h2>").append(message(transaction.incoming()));
        }
        for (Message message : transaction.outgoing()) {
            out.append("<h2>Sent</h2>").append(message(message));
        }
        return out.toString();
    }

    private String message(Message message) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("message", Html.text(title(message))));
        rows.add(List.of("from", sender(message)));
        rows.add(List.of("to", party(message.header().destination())));
        rows.add(List.of("value", Explorer.amount(value(message))));
        if (message.header() instanceof MessageHeader.Internal internal) {
            rows.add(List.of(
                    "bounce", internal.bounced() ? "this is one that came back" : Boolean.toString(internal.bounce())));
        }
        if (message.init() != null) {
            rows.add(List.of(
                    "initial state", Html.code(message.init().toCell().hash().toHex())));
        }
        for (List<String> field : BodyText.fields(message.body())) {
            rows.add(List.of("· " + field.get(0), field.get(1)));
        }
        return Html.facts(rows);
    }

    private static String title(Message message) {
        if (message.header() instanceof MessageHeader.ExternalIn) {
            return "external message";
        } else if (message.header() instanceof MessageHeader.Internal internal && internal.bounced()) {
            return "bounced";
        }
        String body = BodyText.title(message.body());
        return message.init() == null ? body : body.equals("no body") ? "deploy" : body + " + deploy";
    }

    private String sender(Message message) {
        return message.header() instanceof MessageHeader.ExternalIn
                ? Html.soft("outside")
                : party(message.header().source());
    }

    private String party(MsgAddress address) {
        return address instanceof MsgAddress.Standard standard ? names.brief(standard.address()) : Html.soft("outside");
    }

    private static NanoTon value(Message message) {
        return message.header() instanceof MessageHeader.Internal internal
                ? internal.value().coins()
                : NanoTon.ZERO;
    }

    private static String outcome(Transaction transaction) {
        if (!(transaction.description() instanceof TransactionDescription.Ordinary ordinary)) {
            return "—";
        }
        String words = words(ordinary);
        if (ordinary.compute() instanceof ComputePhase.Skipped && ordinary.bounce() == null) {
            return Html.soft(words);
        }
        return "<span class=\"" + (ordinary.aborted() ? "bad" : "good") + "\">" + Html.text(words) + "</span>";
    }

    private static String words(TransactionDescription.Ordinary ordinary) {
        if (ordinary.compute() instanceof ComputePhase.Skipped skipped) {
            return "not run: "
                    + skipped.reason().name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }
        ComputePhase.Ran ran = (ComputePhase.Ran) ordinary.compute();
        ActionPhase action = ordinary.action();
        String bounce = ordinary.bounce() == null ? "" : ", bounced";
        if (!ran.success()) {
            return "exit code " + ran.exitCode() + bounce;
        } else if (action != null && !action.success()) {
            return "action code " + action.resultCode() + bounce;
        }
        return "done";
    }

    private static String gas(Transaction transaction) {
        return transaction.description() instanceof TransactionDescription.Ordinary ordinary
                        && ordinary.compute() instanceof ComputePhase.Ran ran
                ? String.format(Locale.ROOT, "%,d of %,d, %s", ran.gasUsed(), ran.gasLimit(), ran.gasFees())
                : "—";
    }
}

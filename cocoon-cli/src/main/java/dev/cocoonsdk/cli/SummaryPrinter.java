package dev.cocoonsdk.cli;

import dev.cocoonsdk.core.EventStream;
import dev.cocoonsdk.core.summarize.SummarizeEvent;
import dev.cocoonsdk.core.summarize.SummarizeResult;

/** Shows a summary while it is being made. */
final class SummaryPrinter {

    private final Terminal terminal;

    SummaryPrinter(Terminal terminal) {
        this.terminal = terminal;
    }

    /** Prints the text as it comes and ends its line; parts that are worked on show as progress. */
    SummarizeResult print(EventStream<SummarizeEvent, SummarizeResult> events) {
        terminal.progress("summarising …");
        while (events.hasNext()) {
            show(events.next());
        }
        terminal.out().println();
        return events.result();
    }

    private void show(SummarizeEvent event) {
        if (event instanceof SummarizeEvent.PartFinished part && part.total() > 1) {
            terminal.progress(
                    "summarising, round " + part.round() + ": part " + part.number() + " of " + part.total() + " …");
        } else if (event instanceof SummarizeEvent.TextDelta delta) {
            terminal.out().print(delta.text());
            terminal.out().flush();
        }
    }
}

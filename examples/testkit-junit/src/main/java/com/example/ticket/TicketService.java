package com.example.ticket;

import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.summarize.SummarizeRequest;

/** Opens tickets with a summary of what the customer wrote. Stands for any application that uses the marketplace. */
public final class TicketService {

    private static final int LONGEST_TITLE = 80;

    private final CocoonClient cocoon;

    public TicketService(CocoonClient cocoon) {
        this.cocoon = cocoon;
    }

    /** A ticket. */
    public record Ticket(String title, String description) {}

    /** Opens a ticket; if no summary can be had, its title is the beginning of the description. */
    public Ticket open(String description) {
        try {
            String title = cocoon.summarize()
                    .call(SummarizeRequest.builder(description).sentences(1).build())
                    .text();
            return new Ticket(title, description);
        } catch (CocoonException e) {
            return new Ticket(description.substring(0, Math.min(LONGEST_TITLE, description.length())), description);
        }
    }
}

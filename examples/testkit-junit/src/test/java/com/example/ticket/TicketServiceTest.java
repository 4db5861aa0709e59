package com.example.ticket;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.example.ticket.TicketService.Ticket;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.testkit.CocoonMarketplace;
import dev.cocoonsdk.testkit.LocalMarketplace;
import org.junit.jupiter.api.Test;

@CocoonMarketplace
class TicketServiceTest {

    private static final String COMPLAINT = "Since this morning nothing comes out of the printer on the second floor.";

    @Test
    void titlesATicketWithTheSummary(CocoonClient cocoon, LocalMarketplace marketplace) {
        marketplace.script().answer("The printer is out of paper.");

        Ticket ticket = new TicketService(cocoon).open(COMPLAINT);

        assertEquals("The printer is out of paper.", ticket.title());
    }

    @Test
    void opensTheTicketAllTheSameWhenTheProviderFails(CocoonClient cocoon, LocalMarketplace marketplace) {
        marketplace.script().fail("out of memory");

        Ticket ticket = new TicketService(cocoon).open(COMPLAINT);

        assertTrue(COMPLAINT.startsWith(ticket.title()));
    }
}

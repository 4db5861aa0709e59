package com.example.quickstart;

import dev.cocoonsdk.Cocoon;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Summarises a file in the marketplace that the environment names (COCOON_URL, COCOON_TOKEN). */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 1) {
            System.err.println("usage: Quickstart FILE");
            System.exit(2);
        }
        String text = Files.readString(Path.of(args[0]));
        try (CocoonClient cocoon = Cocoon.client()
                .defaultModel(ModelId.of("all-MiniLM-L6-v2"))
                .insecureForDevelopment()
                .build()) {
            SummarizeResult summary = cocoon.summarize().call(text);
            System.out.println(summary.text());
            System.err.println(summary.model() + ", " + summary.usage().totalTokens() + " tokens, "
                    + summary.usage().cost() + ", confidentiality " + summary.confidentiality());
        } catch (CocoonException e) {
            System.err.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }
}

package com.example.quickstart;

import dev.cocoonsdk.Cocoon;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.ModelId;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.TdxPolicyFile;
import dev.cocoonsdk.crypto.collateral.CollateralBundle;
import dev.cocoonsdk.crypto.collateral.CollateralException;
import dev.cocoonsdk.crypto.sealed.client.VerifiedAnswer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Summarises a file in the marketplace that the environment names (COCOON_URL, COCOON_TOKEN), sealed to providers whose enclaves pass the
 * policy in a folder.
 */
public final class Quickstart {

    private Quickstart() {}

    public static void main(String[] args) throws IOException, CollateralException {
        if (args.length != 2) {
            System.err.println("usage: Quickstart TRUST-FOLDER FILE");
            System.exit(2);
        }
        Path trust = Path.of(args[0]);
        CollateralBundle collateral = CollateralBundle.read(trust.resolve("collateral.json"));
        AttestationPolicy policy = TdxPolicyFile.parse(Files.readAllBytes(trust.resolve("policy.json")))
                .policy(collateral);
        String text = Files.readString(Path.of(args[1]));
        try (CocoonClient cocoon = Cocoon.client()
                .defaultModel(ModelId.of("all-MiniLM-L6-v2"))
                .providers(policy)
                .build()) {
            SummarizeResult summary = cocoon.summarize().call(text);
            System.out.println(summary.text());
            System.err.println(summary.model() + ", " + summary.usage().totalTokens() + " tokens, "
                    + summary.usage().cost() + ", confidentiality " + summary.confidentiality());
            for (VerifiedAnswer answer : VerifiedAnswer.of(summary)) {
                System.err.println("readable by image " + answer.imageHash() + ", assurance " + answer.assurance());
            }
        } catch (CocoonException e) {
            System.err.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }
}

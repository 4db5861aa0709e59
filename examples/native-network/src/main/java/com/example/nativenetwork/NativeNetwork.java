package com.example.nativenetwork;

import dev.cocoonsdk.Cocoon;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Summarises a file over the native protocol: the proxy is found in a root configuration, there is no sidecar. */
public final class NativeNetwork {

    private NativeNetwork() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: NativeNetwork FAKE-TON-CONFIG FILE");
            System.exit(2);
        }
        CocoonNetwork.Builder network = CocoonNetwork.builder()
                .fakeTon(Path.of(args[0]))
                .rootContract(TonAddress.parse("kQCXrUlhIWPdP1uOcMXjK93wtVvgWWqFuqAkO2RXOayYHW2-"))
                .wallet(TonAddress.parse("0:2ecfd7947d591eb67fa6c56b02b6bb1de6963085785ab4c20baa9661685a3d5f"))
                .testnet(true);
        try (CocoonClient cocoon = Cocoon.client()
                .network(network)
                .defaultModel("all-MiniLM-L6-v2")
                .insecureForDevelopment()
                .build()) {
            SummarizeResult summary = cocoon.summarize().call(Files.readString(Path.of(args[1])));
            System.out.println(summary.text());
            System.err.println(summary.usage().totalTokens() + " tokens, " + summary.usage().cost());
        } catch (CocoonException e) {
            System.err.println("failed: " + e.getMessage());
            System.exit(1);
        }
    }
}

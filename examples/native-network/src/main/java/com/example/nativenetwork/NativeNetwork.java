package com.example.nativenetwork;

import dev.cocoonsdk.Cocoon;
import dev.cocoonsdk.core.CocoonClient;
import dev.cocoonsdk.core.error.CocoonException;
import dev.cocoonsdk.core.summarize.SummarizeResult;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource.Kind;
import dev.cocoonsdk.crypto.tls.TlsParty;
import dev.cocoonsdk.network.client.CocoonNetwork;
import dev.cocoonsdk.network.client.ProxyRoute;
import dev.cocoonsdk.ton.TonAddress;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

/** Summarises a file over the native protocol: the proxy is found in a root configuration, the connection is proof of work and TLS. */
public final class NativeNetwork {

    private NativeNetwork() {}

    public static void main(String[] args) throws IOException {
        if (args.length != 2) {
            System.err.println("usage: NativeNetwork FAKE-TON-CONFIG FILE");
            System.exit(2);
        }
        Clock clock = Clock.systemUTC();
        TlsParty party =
                TlsParty.of(TlsIdentitySource.renewing(Kind.FAKE_TDX, clock), AttestationPolicy.fakeTdx(), clock);
        CocoonNetwork.Builder network = CocoonNetwork.builder()
                .fakeTon(Path.of(args[0]))
                .rootContract(TonAddress.parse("kQCXrUlhIWPdP1uOcMXjK93wtVvgWWqFuqAkO2RXOayYHW2-"))
                .wallet(TonAddress.parse("0:2ecfd7947d591eb67fa6c56b02b6bb1de6963085785ab4c20baa9661685a3d5f"))
                .testnet(true)
                .route(ProxyRoute.direct(party, 28));
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

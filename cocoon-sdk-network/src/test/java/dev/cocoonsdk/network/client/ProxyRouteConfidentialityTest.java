package dev.cocoonsdk.network.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cocoonsdk.core.Confidentiality;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.crypto.AttestationPolicy;
import dev.cocoonsdk.crypto.TdxPolicy;
import dev.cocoonsdk.crypto.collateral.CollateralSource;
import dev.cocoonsdk.crypto.tls.TlsIdentitySource;
import dev.cocoonsdk.crypto.tls.TlsParty;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Clock;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What a route promises of who can read. */
class ProxyRouteConfidentialityTest {

    private static ProxyRoute direct(AttestationPolicy policy) {
        Clock clock = Clock.systemUTC();
        TlsIdentitySource identity = TlsIdentitySource.renewing(TlsIdentitySource.Kind.FAKE_TDX, clock);
        return ProxyRoute.direct(TlsParty.of(identity, policy, clock), 0);
    }

    @Test
    void onlyAPolicyForRealEnclavesAttestsTheBroker() {
        TdxPolicy.Builder tdx = TdxPolicy.builder(CollateralSource.none());
        assertThat(direct(tdx.build()).confidentiality())
                .as("anybody can run an image of their own")
                .isEqualTo(Confidentiality.NONE);
        tdx.imageHashes(Set.of(Hash256.sha256(new byte[1])));
        assertThat(direct(tdx.build()).confidentiality()).isEqualTo(Confidentiality.ATTESTED_BROKER);
        assertThat(direct(AttestationPolicy.any()).confidentiality()).isEqualTo(Confidentiality.NONE);
        assertThat(direct(AttestationPolicy.any()).countSimulated().confidentiality())
                .isEqualTo(Confidentiality.NONE);
    }

    @Test
    void aSimulatedEnclaveCountsOnlyWhereTheCallerSaysSo() {
        ProxyRoute route = direct(AttestationPolicy.fakeTdx());
        assertThat(route.confidentiality()).isEqualTo(Confidentiality.NONE);
        assertThat(route.countSimulated().confidentiality()).isEqualTo(Confidentiality.ATTESTED_BROKER);
    }

    @Test
    void whatARouterSaysOrNobodyChecksCountsForNothing() {
        InetSocketAddress router = new InetSocketAddress(InetAddress.getLoopbackAddress(), 1);
        assertThat(ProxyRoute.plain().countSimulated().confidentiality()).isEqualTo(Confidentiality.NONE);
        assertThat(ProxyRoute.viaRouter(router).confidentiality()).isEqualTo(Confidentiality.NONE);
    }
}

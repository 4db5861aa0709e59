package dev.cocoonsdk.network.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HostHeaderTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "LocalHost:10000",
                "127.0.0.1",
                "127.0.0.1:80",
                "127.8.9.1:1",
                "[::1]",
                "[::1]:10000"
            })
    void loopback_names_mean_this_machine(String host) {
        assertThat(HostHeader.namesThisMachine(host, null)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "evil.example",
                "localhost.evil.example",
                "127.0.0.1.evil.example",
                "192.0.2.7:10000",
                "256.0.0.1",
                "127.1",
                "2130706433",
                "[::2]",
                "[:::]",
                "[fe80::1%eth0]",
                "user@localhost",
                "localhost:",
                "localhost:123456"
            })
    void other_names_do_not(String host) {
        assertThat(HostHeader.namesThisMachine(host, InetAddress.getLoopbackAddress()))
                .isFalse();
    }

    @Test
    void the_address_at_which_a_request_arrived_does() throws Exception {
        InetAddress own = InetAddress.getByAddress(new byte[] {(byte) 192, 0, 2, 7});

        assertThat(HostHeader.namesThisMachine("192.0.2.7:10000", own)).isTrue();
        assertThat(HostHeader.namesThisMachine("192.0.2.8:10000", own)).isFalse();
    }

    @Test
    void programs_without_the_header_are_no_browsers() {
        assertThat(HostHeader.namesThisMachine(null, null)).isTrue();
    }
}

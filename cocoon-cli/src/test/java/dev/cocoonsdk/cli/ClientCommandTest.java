package dev.cocoonsdk.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClientCommandTest {

    private static final String EXAMPLES = "../examples/config/";
    private static final String CONFIG = EXAMPLES + "client-config.json";
    private static final String FAKE_TON = EXAMPLES + "fake-ton-config.json";

    @Test
    void aClientWithoutFilesSaysWhatItNeeds() {
        assertThat(CliRun.of("client").err().lines())
                .singleElement()
                .asString()
                .contains("-c FILE", "client-config.json");
        assertThat(CliRun.of("client", "-c", CONFIG).err().lines())
                .singleElement()
                .asString()
                .contains("--disable-ton FILE");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--proxy-policy simulated_tdx | policy simulated_tdx: needs the root key",
                "--proxy-policy hope | proxy_policy",
                "--plain | reference_client.plain",
                "--plain --proxy 10.0.0.5:11102 | reference_client.plain",
                "--proxy 10.0.0.5 | host:port",
                "--plain --proxy 127.0.0.1:9 --proxy-policy simulated_tdx | policy simulated_tdx",
                "--listen nobody.invalid | reference_client.listen",
                "--listen 0.0.0.0 | --allow-plain-http",
                "--http-port 70000 | http_port"
            })
    void whatCannotBeUsedIsOneLineAndExitCodeTwo(String options, String text) {
        List<String> arguments = new ArrayList<>(List.of("client", "-c", CONFIG, "-C", FAKE_TON));
        arguments.addAll(Arrays.asList(options.split(" ", -1)));

        CliRun run = CliRun.of(arguments.toArray(String[]::new));

        assertThat(run.exitCode()).as(run.err()).isEqualTo(ExitCode.USAGE);
        assertThat(run.out()).isEmpty();
        assertThat(run.err().lines())
                .singleElement()
                .asString()
                .startsWith("cocoon client: ")
                .contains(text);
    }
}

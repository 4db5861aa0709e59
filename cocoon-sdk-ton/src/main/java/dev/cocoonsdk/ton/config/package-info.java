/**
 * Configuration files of the C++ runners ({@code docs/protocol/wire.md} 4 and 12), which broker, provider, command line and fake-TON
 * mode all read. Start with {@link dev.cocoonsdk.ton.config.RunnerConfigReader}.
 */
@NullMarked
package dev.cocoonsdk.ton.config;

import org.jspecify.annotations.NullMarked;

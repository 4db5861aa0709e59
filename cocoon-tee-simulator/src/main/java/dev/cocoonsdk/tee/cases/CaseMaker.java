package dev.cocoonsdk.tee.cases;

import dev.cocoonsdk.core.Bytes;
import dev.cocoonsdk.core.Hash256;
import dev.cocoonsdk.core.json.JsonValue;
import dev.cocoonsdk.core.json.JsonValue.JsonObject;
import dev.cocoonsdk.crypto.FailureClass;
import dev.cocoonsdk.crypto.ReportData;
import dev.cocoonsdk.crypto.VerificationStep;
import dev.cocoonsdk.crypto.collateral.Collateral;
import dev.cocoonsdk.tee.QuoteMaker;
import dev.cocoonsdk.tee.SimulatedImage;
import dev.cocoonsdk.tee.SimulatedPlatform;
import dev.cocoonsdk.tee.SimulatedPlatformBuilder;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Makes one case: a good quote with good collateral, changed in what is said here. */
final class CaseMaker {

    static final Bytes SEED = Bytes.utf8("cocoon-sdk published vectors of a simulated platform");
    static final Instant NOW = Instant.parse("2026-11-20T12:00:00Z");
    static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    static final SimulatedImage IMAGE = SimulatedImage.named("provider");
    static final Hash256 KEY = Hash256.sha256(Bytes.utf8("key of a certificate").toByteArray());

    private final String name;
    private final String broken;
    private Instant at = NOW;
    private Hash256 key = KEY;
    private SimulatedImage image = IMAGE;
    private JsonObject policy = JsonValue.object();
    private Consumer<SimulatedPlatformBuilder> platform = builder -> {};
    private Consumer<QuoteMaker> quote = maker -> {};
    private UnaryOperator<byte[]> bytes = same -> same;
    private UnaryOperator<@Nullable Collateral> collateral = same -> same;

    private CaseMaker(String name, String broken) {
        this.name = name;
        this.broken = broken;
    }

    static CaseMaker named(String name, String broken) {
        return new CaseMaker(name, broken);
    }

    static SimulatedPlatform platform() {
        return SimulatedPlatform.create(SEED, CLOCK);
    }

    CaseMaker at(String time) {
        at = Instant.parse(time);
        return this;
    }

    CaseMaker key(Hash256 newKey) {
        key = newKey;
        return this;
    }

    CaseMaker image(SimulatedImage newImage) {
        image = newImage;
        return this;
    }

    CaseMaker policy(String member, Object value) {
        policy = JsonValue.object(member, value);
        return this;
    }

    CaseMaker platform(Consumer<SimulatedPlatformBuilder> change) {
        platform = change;
        return this;
    }

    CaseMaker quote(Consumer<QuoteMaker> change) {
        quote = change;
        return this;
    }

    /** Changes the quote after signing. */
    CaseMaker bytes(UnaryOperator<byte[]> change) {
        bytes = change;
        return this;
    }

    /** Sets bytes of the quote after signing. */
    CaseMaker patch(int offset, int... values) {
        return bytes(all -> {
            for (int i = 0; i < values.length; i++) {
                all[offset + i] = (byte) values[i];
            }
            return all;
        });
    }

    /** Changes the collateral after signing. */
    CaseMaker collateral(UnaryOperator<@Nullable Collateral> change) {
        collateral = change;
        return this;
    }

    AttestationCase refused(VerificationStep step, String field, FailureClass failure) {
        return made(new AttestationCase.Expected(step, field, failure));
    }

    AttestationCase malformed(VerificationStep step, String field) {
        return refused(step, field, FailureClass.MALFORMED);
    }

    AttestationCase forged(VerificationStep step, String field) {
        return refused(step, field, FailureClass.FORGED);
    }

    AttestationCase trusted() {
        return made(null);
    }

    private AttestationCase made(AttestationCase.@Nullable Expected expected) {
        SimulatedPlatformBuilder builder = SimulatedPlatform.builder(SEED, CLOCK);
        platform.accept(builder);
        SimulatedPlatform made = builder.build();
        QuoteMaker maker = made.quote(image).reportData(Bytes.wrap(ReportData.of(KEY)));
        quote.accept(maker);
        Bytes changed = Bytes.wrap(bytes.apply(maker.make().toByteArray()));
        return new AttestationCase(
                name, broken, at, key, changed, collateral.apply(made.currentCollateral()), policy, expected);
    }
}

package dev.cocoonsdk.cli.runner;

import org.jspecify.annotations.Nullable;

/** Passes everything as it is. */
final class RawBody implements BodyFilter {

    @Override
    public byte[] next(byte[] bytes) {
        return bytes;
    }

    @Override
    public byte[] end(Ending ending) {
        return NOTHING;
    }

    @Override
    public byte @Nullable [] broken(Failure failure) {
        return null;
    }

    @Override
    public boolean isHeldBack() {
        return false;
    }
}

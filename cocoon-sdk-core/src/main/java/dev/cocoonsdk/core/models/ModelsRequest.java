package dev.cocoonsdk.core.models;

/** Asks for the models. */
public record ModelsRequest() {

    /** All of them. */
    public static final ModelsRequest ALL = new ModelsRequest();
}

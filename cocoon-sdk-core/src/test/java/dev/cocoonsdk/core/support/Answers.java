package dev.cocoonsdk.core.support;

/** Chat answers as servers send them. */
public final class Answers {

    private Answers() {}

    public static String delta(String text) {
        return "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":{\"content\":\"" + text + "\"},\"finish_reason\":null}]}\n\n";
    }

    public static String finish() {
        return "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,"
                + "\"delta\":{},\"finish_reason\":\"stop\"}]}\n\n";
    }

    public static String usage(long costNanoton) {
        return "data: {\"id\":\"c-1\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[],\"usage\":"
                + "{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9,\"total_cost\":" + costNanoton
                + "}}\n\n";
    }

    public static String done() {
        return "data: [DONE]\n\n";
    }

    /** "Hello world" with a usage, as a stream. */
    public static String stream() {
        return delta("Hello") + delta(" world") + finish() + usage(18) + done();
    }

    /** "Hello world" with a usage, as one document. */
    public static String document() {
        return "{\"id\":\"c-1\",\"object\":\"chat.completion\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":"
                + "{\"role\":\"assistant\",\"content\":\"Hello world\"},\"finish_reason\":\"stop\"}],\"usage\":"
                + "{\"prompt_tokens\":7,\"completion_tokens\":2,\"total_tokens\":9,\"total_cost\":18}}\n";
    }
}

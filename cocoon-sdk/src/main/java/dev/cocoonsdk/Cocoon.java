package dev.cocoonsdk;

/**
 * Entry to the marketplace. A client is composed of visible parts: a transport (how requests reach a broker), an account (who pays) and a
 * level of confidentiality (who may read), which is never lowered silently.
 *
 * <pre>{@code
 * String text = Files.readString(Path.of("article.txt"));
 * try (CocoonClient cocoon = Cocoon.client()
 *         .broker("http://127.0.0.1:11080")
 *         .token(Secret.of("WALLET:SECRET"))
 *         .insecureForDevelopment()
 *         .build()) {
 *     SummarizeResult summary = cocoon.summarize().call(text);
 *     System.out.println(summary.text());
 *     System.out.println(summary.usage().cost() + ", readable in between: " + summary.confidentiality());
 * }
 * }</pre>
 */
public final class Cocoon {

    private Cocoon() {}

    /**
     * Begins a client. What is not set comes from the environment where there is a variable for it: {@value
     * CocoonClientBuilder#URL_VARIABLE}, and with it {@value CocoonClientBuilder#TOKEN_VARIABLE}, which goes to that server only.
     */
    public static CocoonClientBuilder client() {
        return new CocoonClientBuilder(System.getenv());
    }
}

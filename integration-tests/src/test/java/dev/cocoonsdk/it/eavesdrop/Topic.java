package dev.cocoonsdk.it.eavesdrop;

import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/** What people ask about. All topics have equally long questions and answers; they differ in their words, and so in their words' lengths. */
enum Topic {
    MEDICINE(
            "electrocardiogram immunosuppressant anticoagulation hypertension gastroenterology inflammation prescription dosage"),
    FOOTBALL("goal kick pass foul cup win shot team"),
    LAW("jurisdiction plaintiff indemnification subpoena affidavit confidentiality litigation statute"),
    COOKING("stir salt oven onion simmer pepper garlic dough"),
    ASTRONOMY("constellation spectroscopy gravitational exoplanet telescope supernova luminosity nebula"),
    MONEY("loan debt tax fee bank rent bond cash"),
    POLITICS("parliamentary constitutional referendum representatives legislation opposition coalition campaign"),
    GARDEN("soil seed weed hedge bloom prune shed moss"),
    SOFTWARE("deserialization authentication microservices asynchronous dependency repository compiler pointer"),
    LOVE("kiss miss you heart date hug flirt we");

    private static final List<String> COMMON =
            List.of("the", "and", "of", "which", "about", "because", "there", "should", "is", "to", "with", "would");

    private static final int FEWEST_WORDS = 40;
    private static final int MOST_WORDS = 80;

    private final List<String> words;

    Topic(String words) {
        this.words = List.of(words.split(" "));
    }

    /** A text of 40 to 80 words, three of five of them the topic's own. */
    String text(RandomGenerator random) {
        int count = random.nextInt(FEWEST_WORDS, MOST_WORDS + 1);
        List<String> text = new ArrayList<>(count);
        for (int i = 0; i < count; i++) {
            List<String> from = random.nextInt(5) < 3 ? words : COMMON;
            text.add(from.get(random.nextInt(from.size())));
        }
        return String.join(" ", text);
    }
}

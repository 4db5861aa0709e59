package dev.cocoonsdk.provider.internal.summary;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceSplitterTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '#',
            value = {
                "en#Dr. Smith met Mrs. Jones at 5 p.m. on Friday. | They talked about Mt. Everest.",
                "en#John F. Kennedy was born in 1917. | She takes vitamin C. | It helps.",
                "en#It costs $3.50 per unit. | That is 20.5% more, e.g. in the U.S. market.",
                "en#\"Is it true?\" she asked. | \"Yes!\" he said.",
                "en#He stopped... and went on. | See Fig. 3 for details.",
                "en#We use Node.js and v1.2.3 of it. | Really?! | Yes.",
                "en#The end (at last). | A new start.",
                "de#Am 3. Oktober 1990 war es so weit. | Das galt z. B. für Dr. Müller und seine Fa. nicht mehr.",
                "de#Er wohnt in der Hauptstr. 5 in Köln. | „Kommst du?“, fragte sie.",
                "de#Das kostet ca. 3,5 Mio. Euro bzw. etwas mehr. | Die Firma zahlt.",
                "fr#Il a rencontré M. Dupont hier. | Qu'en pensez-vous ? | Rien.",
                "es#El Sr. García llegó a las 5. | ¿Qué hora es? | ¡Vamos!",
                "ru#А. С. Пушкин родился в 1799 г. в Москве. | Он жил на ул. Арбат и писал стихи, поэмы и т. д. | Потом уехал.",
                "zh#今天天气很好。 | 我们去公园吧！ | 你觉得怎么样？ | 他说：“好的。” | 然后走了。",
                "ja#これはペンです。 | 「本当ですか？」 | はい。",
                "ar#ذهب الولد إلى المدرسة. | هل عاد إلى البيت؟ | نعم عاد.",
                "hi#यह एक किताब है। | वह घर गया।"
            })
    void finds_the_borders_that_a_reader_sees(String language, String marked) {
        List<String> expected = List.of(marked.split(" \\| "));
        String separator = language.equals("zh") || language.equals("ja") ? "" : " ";

        assertThat(new SentenceSplitter(new Language(language, true)).split(String.join(separator, expected)))
                .isEqualTo(expected.stream().map(String::strip).toList());
    }
}

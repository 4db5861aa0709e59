package dev.cocoonsdk.provider.internal.summary;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "en|The committee said that the bridge would be closed for two weeks because of the repairs.",
                "de|Die Brücke wird nach Angaben der Stadt für zwei Wochen gesperrt, weil sie nicht mehr sicher ist.",
                "fr|Le pont sera fermé pendant deux semaines parce que les travaux sont plus longs que prévu.",
                "es|El puente estará cerrado durante dos semanas porque las obras son más largas de lo que se esperaba.",
                "ru|Мост будет закрыт на две недели, потому что ремонт не был закончен к началу осени, как обещали.",
                "uk|Міст буде закрито на два тижні, тому що ремонт не був закінчений до початку осені, як і обіцяли.",
                "zh|由于维修工程尚未完成，这座桥将关闭两个星期，居民需要绕行。",
                "ja|この橋は修理のために二週間閉鎖されます。住民は別の道を使ってください。",
                "ar|سيتم إغلاق الجسر لمدة أسبوعين بسبب أعمال الصيانة التي لم تكتمل بعد"
            })
    void is_sure_of_common_languages(String code, String text) {
        assertThat(Language.of(text)).isEqualTo(new Language(code, true));
    }

    @Test
    void is_not_sure_of_a_few_words_or_of_a_language_that_it_does_not_know() {
        assertThat(Language.of("Hello world").sure()).isFalse();
        assertThat(Language.of("Silta suljetaan kahdeksi viikoksi korjausten vuoksi, kertoo kaupunki tiedotteessaan.")
                        .sure())
                .isFalse();
        assertThat(Language.of("12345 !!!")).isEqualTo(Language.UNKNOWN);
    }
}

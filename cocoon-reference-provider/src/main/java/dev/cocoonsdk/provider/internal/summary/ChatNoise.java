package dev.cocoonsdk.provider.internal.summary;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** What in a conversation carries no news, and what carries decisions. */
final class ChatNoise {

    private static final Set<String> AGREEMENT =
            words("ok okay k kk yes yep yup yeah sure agreed agree exactly right true same done "
                    + "great good perfect cool nice awesome fine deal definitely absolutely +1 works sounds sg lgtm "
                    + "ja genau gut passt super klar einverstanden prima oui d'accord parfait vale sí si claro perfecto "
                    + "да ок хорошо согласен согласна отлично давай точно 好 好的 可以 行 是的 同意 نعم تمام موافق");
    private static final Set<String> FILLER =
            words("hi hello hey hallo moin servus hola salut bonjour ciao привет здравствуйте 你好 مرحبا "
                    + "morning evening afternoon night all everyone folks guys team everybody there good "
                    + "thanks thank you thx ty cheers danke merci gracias спасибо 谢谢 شكرا please welcome "
                    + "lol haha hahaha hehe lmao rofl omg wow oh ah hm hmm hmmm uh um well yay oops sorry no nope not "
                    + "bye ciao later see ya congrats brb afk np that's that is it's i'm in on it for me too to so very much a the "
                    + "will do got it me this was just my bad again back now one sec");
    private static final Pattern SYSTEM = Pattern.compile(
            "(?i)\\b(?:joined|left|was added|added you|created) (?:to )?(?:the |this )?(?:group|channel|chat|call|meeting)\\b"
                    + "|^(?:<media omitted>|this message was deleted|missed (?:voice|video) call|pinned a message)");
    private static final Pattern DECISION = Pattern.compile(
            "(?iu)\\b(?:decid\\w+|decision|agreed|agree on|let's|we(?:'ll| will| go| are going)|i(?:'ll| will| can take)|deadline|due|must|need to|needs to|have to"
                    + "|should|plan is|final|settled|confirmed|booked|moved to|postponed|cancelled|canceled|assigned|instead of"
                    + "|beschlossen|entschieden|wir machen|müssen|frist|bis (?:montag|dienstag|mittwoch|donnerstag|freitag)"
                    + "|on a décidé|il faut|décidé|hemos decidido|tenemos que|решили|договорились|нужно|надо|срок)\\b"
                    + "|决定|截止|必须|需要");
    private static final Pattern FACT = Pattern.compile(
            "(?iu)\\d|[€$£¥%]|\\b(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday|tomorrow|tonight"
                    + "|montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonntag|morgen|lundi|mardi|mercredi|jeudi|vendredi"
                    + "|lunes|martes|miércoles|jueves|viernes|понедельник|вторник|среду|четверг|пятницу)\\b");

    private ChatNoise() {}

    private static Set<String> words(String spaced) {
        return Set.copyOf(List.of(spaced.split(" ")));
    }

    /** Whether a sentence of a message says nothing: "ok", "thanks a lot!", emoji, notices of the chat program. */
    static boolean isNoise(String sentence) {
        List<String> terms = terms(sentence);
        if (terms.isEmpty() || SYSTEM.matcher(sentence).find()) {
            return true;
        }
        if (sentence.strip().startsWith("+1") && terms.size() == 1) {
            return true;
        }
        boolean onlyLink = sentence.startsWith("http") && sentence.indexOf(' ') < 0;
        return onlyLink
                || terms.stream()
                        .allMatch(term -> AGREEMENT.contains(term) || FILLER.contains(term) || isLaughter(term));
    }

    /** Whether a message that is noise at least agrees. */
    static boolean agrees(String text) {
        return text.contains("👍")
                || text.contains("+1")
                || terms(text).stream().anyMatch(AGREEMENT::contains);
    }

    private static List<String> terms(String text) {
        return Words.terms(text.toLowerCase(Locale.ROOT).replace('’', '\''));
    }

    private static boolean isLaughter(String term) {
        return term.length() >= 3 && term.chars().allMatch(c -> "aehijxа хд".indexOf(c) >= 0);
    }

    /** How much the form says about weight: decisions, duties, dates and numbers. */
    static double weight(String text) {
        String start = text.length() > 1_000 ? text.substring(0, 1_000) : text;
        return (DECISION.matcher(start).find() ? 0.25 : 0)
                + (FACT.matcher(start).find() ? 0.12 : 0);
    }
}

package org.zhiyuan.project;

/** A named question on what may happen to somebody; a yes means at least this grade. */
public record RiskQuestion(String key, String words, String wordsEn, RiskGrade grade) {
    public String words(boolean english) {
        return english ? wordsEn : words;
    }
}

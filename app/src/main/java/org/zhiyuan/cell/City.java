package org.zhiyuan.cell;

import java.util.Locale;

/**
 * Whose network this is: read from the city pack's {@code city.json}, so that another county is data and not code.
 *
 * @param key folder name of the pack
 * @param name the city's name in Chinese
 * @param product what the system is called here
 * @param sealCharacter the one character on the seal
 * @param divisionCode six digits, GB/T 2260
 * @param phone the number that people may call instead of clicking; "" where there is none
 * @param phoneHours when the phone is answered, Chinese
 * @param organiser who runs it, for the footer
 * @param sample whether the data are made up; every page then says so
 */
public record City(
        String key,
        String name,
        String nameEn,
        String product,
        String productEn,
        String sealCharacter,
        String divisionCode,
        String phone,
        String phoneHours,
        String phoneHoursEn,
        String organiser,
        String organiserEn,
        boolean sample) {

    public String name(Locale locale) {
        return english(locale) ? nameEn : name;
    }

    public String product(Locale locale) {
        return english(locale) ? productEn : product;
    }

    public String phoneHours(Locale locale) {
        return english(locale) ? phoneHoursEn : phoneHours;
    }

    public String organiser(Locale locale) {
        return english(locale) ? organiserEn : organiser;
    }

    /** The same city, holding the sample or not. */
    City with(boolean holdsSample) {
        return new City(
                key,
                name,
                nameEn,
                product,
                productEn,
                sealCharacter,
                divisionCode,
                phone,
                phoneHours,
                phoneHoursEn,
                organiser,
                organiserEn,
                holdsSample);
    }

    private static boolean english(Locale locale) {
        return "en".equals(locale.getLanguage());
    }
}

package org.zhiyuan.network;

/**
 * A post that a place of a tier must have. Who holds it is kept by the room staff.
 *
 * @param holders how many must hold it
 * @param head whether its holder leads the place
 * @param byOffice who is to hold it by office (书记任站长); "" for anybody
 */
public record RequiredPost(
        String key, Tier tier, int position, String name, String nameEn, int holders, boolean head, String byOffice) {
    public String called(boolean english) {
        return english && !nameEn.isEmpty() ? nameEn : name;
    }
}

package org.zhiyuan.network;

import java.time.LocalDate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.Text;

/** The rules of the network's build, one by one, each with its sentence; the database holds most of them as well. */
public final class SitePolicy {
    public static final int NAME_LENGTH_MIN = 2;
    public static final int NAME_LENGTH_MAX = 60;
    public static final int BRIEF_LENGTH_MAX = 30;
    public static final int ENGLISH_LENGTH_MAX = 120;
    /** Center, institute, station, point and four levels of groups below: deeper is an error of entry. */
    public static final int DEPTH_MAX = 8;

    private static final Pattern CODE = Pattern.compile("[0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15}");

    private static final Pattern PHONE = Pattern.compile("[0-9+() -]{0,30}");
    private static final Pattern PINYIN = Pattern.compile("[a-z0-9 ]{0,200}");

    private SitePolicy() {}

    public static Decision name(String name) {
        if (name.length() < NAME_LENGTH_MIN || name.length() > NAME_LENGTH_MAX) {
            return Decision.refused(Text.of("请填写名称，{0} 到 {1} 个字", NAME_LENGTH_MIN, NAME_LENGTH_MAX));
        }
        if (name.chars().anyMatch(c -> c < ' ' || c == '<' || c == '>')) {
            return Decision.refused(Text.of("名称里不能有换行和尖括号"));
        }
        return Decision.allowed();
    }

    public static Decision brief(String name) {
        return name.length() < NAME_LENGTH_MIN || name.length() > BRIEF_LENGTH_MAX
                ? Decision.refused(Text.of("请把简称缩到 {0} 个字以内", BRIEF_LENGTH_MAX))
                : name(name);
    }

    public static Decision pinyin(String pinyin) {
        return PINYIN.matcher(pinyin).matches()
                ? Decision.allowed()
                : Decision.refused(Text.of("拼音只用小写字母，音节之间空一格，不标声调"));
    }

    public static Decision english(String name) {
        return name.length() > ENGLISH_LENGTH_MAX
                ? Decision.refused(Text.of("请缩短英文名，最多 {0} 个字符", ENGLISH_LENGTH_MAX))
                : Decision.allowed();
    }

    /** 6, 9 or 12 digits, and 15 where village groups are numbered too; any site may lack one. */
    public static Decision code(@Nullable String code) {
        return code == null || CODE.matcher(code).matches()
                ? Decision.allowed()
                : Decision.refused(Text.of("区划代码是 6、9、12 或 15 位数字；没有就留空"));
    }

    /** A service number, not a person's; "" where there is none. */
    public static Decision phone(String phone) {
        return PHONE.matcher(phone).matches()
                ? Decision.allowed()
                : Decision.refused(Text.of("电话只用数字、空格、横线和括号，最多 30 位"));
    }

    static Decision reasonOfWithdrawal(String reason) {
        return reason.isBlank() ? Decision.refused(Text.of("请填写为什么撤回")) : Decision.allowed();
    }

    static Decision stillAhead(LocalDate day, LocalDate today) {
        return day.isAfter(today)
                ? Decision.allowed()
                : Decision.refused(Text.of("{0} 已经到了，这项变更已经生效，不能撤回", day), Text.of("需要改回去的，请按新文件再办一次变更"));
    }

    /** A rule that the whole network must keep, broken by a change: found after the change, before it is kept. */
    record Violation(
            Rule rule,
            SiteId site,
            String name,
            String other,
            @Nullable LocalDate from) {
        Decision.Refused asRefusal() {
            return rule.refused(this);
        }
    }

    enum Rule {
        /** No two open siblings bear one name. */
        SIBLING_NAMES {
            @Override
            Decision.Refused refused(Violation v) {
                return new Decision.Refused(
                        Text.of("{0} 下面已经有叫“{1}”的（{2}起）", v.other(), v.name(), day(v)), Text.of("请换一个名称"));
            }
        },
        /** On any day one body answers for a code. */
        CODES {
            @Override
            Decision.Refused refused(Violation v) {
                return new Decision.Refused(
                        Text.of("“{0}”的区划代码那时已归“{1}”（{2}起）", v.name(), v.other(), day(v)), Text.of("请核对代码；没有代码就留空"));
            }
        },
        /** Nobody hangs under a body that is not open. */
        PARENT_OPEN {
            @Override
            Decision.Refused refused(Violation v) {
                return new Decision.Refused(
                        Text.of("“{0}”的上级“{1}”在那段时间里没有开着", v.name(), v.other()), Text.of("请先把它改挂到别处，或先并入、停办它"));
            }
        },
        /** A body hangs under a higher tier; below a station also stations, below a point also points. */
        TIERS {
            @Override
            Decision.Refused refused(Violation v) {
                return new Decision.Refused(Text.of("“{0}”不能挂在“{1}”下面：层级不对", v.name(), v.other()), null);
            }
        },
        /** Nobody hangs under itself. */
        NO_CIRCLE {
            @Override
            Decision.Refused refused(Violation v) {
                return new Decision.Refused(Text.of("“{0}”不能挂到自己的下级下面", v.name()), null);
            }
        },
        DEPTH {
            @Override
            Decision.Refused refused(Violation v) {
                return new Decision.Refused(Text.of("“{0}”挂得太深，最多 {1} 层", v.name(), DEPTH_MAX), null);
            }
        },
        /** A city has one center. */
        ONE_CENTER {
            @Override
            Decision.Refused refused(Violation v) {
                return new Decision.Refused(Text.of("全市只有一个实践中心，那时已有“{0}”", v.other()), null);
            }
        };

        abstract Decision.Refused refused(Violation violation);

        private static Object day(Violation v) {
            return v.from() == null ? "" : v.from();
        }
    }
}

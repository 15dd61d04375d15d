package org.zhiyuan.access.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpSession;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.zhiyuan.access.PhoneSignIns;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.shell.Words;

/** The number whose code somebody is about to type, kept sealed in the session of who gave it. */
@Component
class PhoneWaiting {
    private static final String NUMBER = "phone.number";
    private static final String BACK = "phone.back";
    private static final String SAID = "phone.said";

    /** @param back where the house leads once the code was right */
    record Number(MobileNumber phone, String back) {}

    private final PhoneSignIns phones;

    PhoneWaiting(PhoneSignIns phones) {
        this.phones = phones;
    }

    /** The session of somebody who has not signed in lives no longer than a code counts after its last use. */
    void begin(HttpServletRequest request, MobileNumber phone, String back) {
        HttpSession session = request.getSession(true);
        session.setMaxInactiveInterval((int) PhoneSignIns.VALID.toSeconds());
        session.setAttribute(NUMBER, phones.sealed(phone));
        session.setAttribute(BACK, back);
        session.removeAttribute(SAID);
    }

    /** Null where no number was given, and for whoever is signed in already. */
    @Nullable
    Number number(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        return session != null
                        && !Acting.actor().signedIn()
                        && session.getAttribute(NUMBER) instanceof String sealed
                        && session.getAttribute(BACK) instanceof String back
                ? new Number(phones.opened(sealed), back)
                : null;
    }

    /** Keeps a sentence for the page that follows, in the language in which its form was read. */
    void say(HttpServletRequest request, Text wrong) {
        request.getSession(true).setAttribute(SAID, Words.t(wrong));
    }

    /** What is to be said on this page, and on no later one. */
    @Nullable
    Text takeSaid(HttpServletRequest request) {
        HttpSession session = request.getSession(false);
        if (session == null || !(session.getAttribute(SAID) instanceof String said)) {
            return null;
        }
        session.removeAttribute(SAID);
        return new Text(said, List.of());
    }

    void end(HttpServletRequest request) {
        HttpSession session = request.getSession(true);
        session.removeAttribute(NUMBER);
        session.removeAttribute(BACK);
        session.removeAttribute(SAID);
    }
}

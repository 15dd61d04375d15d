package org.zhiyuan.kernel;

/**
 * Everything a page can be guarded with, by name only; who may do it, and how far from home, is the policy table of the
 * room {@code access}. Grouped by the room whose pages use it.
 */
public enum Action {
    // shell
    /** Public pages: home, statements, health of the page frame; nobody needs to sign in. */
    PUBLIC_READ(false),
    WORKBENCH_READ(false),
    /** One's own preferences: language, letter size. */
    PREFERENCE_SET(true),

    // jobs
    /** The progress of a task that one asked for oneself. */
    JOB_READ(false),
    /** Stops a task that one asked for oneself. */
    JOB_CANCEL(true),

    // files
    /** Takes out a file that is one's own or lies in one's scope. */
    FILE_READ(false),

    // audit
    AUDIT_READ(false),
    AUDIT_EXPORT(false),

    // ledger
    /** The whole sealed log, as lines for the outsider's checker. */
    LEDGER_EXPORT(false),

    // network
    SITE_READ(false),
    SITE_EDIT(true),
    SITE_CREATE(true),
    SITE_REORGANISE(true),
    PLACE_FILE_EDIT(true),
    BRANCH_EDIT(true),
    UNIT_EDIT(true),
    RESPONSIBILITY_CHANGE(true),
    NETWORK_OFFICE_READ(false),
    NETWORK_EXPORT(false),
    NETWORK_IMPORT(true),

    // person
    PERSON_READ(false),
    PERSON_EDIT(true),
    /** Name, telephone, birth date: personal data. */
    PERSON_REVEAL(true),
    /** Identity number, home address, anything of a child under 14: sensitive personal data. */
    PERSON_REVEAL_SENSITIVE(true),
    PERSON_ERASE(true),
    OWN_DATA_READ(false),
    OWN_DATA_EDIT(true),

    // access
    SIGN_IN(true),
    OWN_SESSION_READ(false),
    OWN_SESSION_EDIT(true),
    ACCOUNT_READ(false),
    ACCOUNT_EDIT(true),
    /** Frees an account from a lost authenticator: never in the hand that resets its password. */
    ACCOUNT_UNBIND(true),
    GRANT_READ(false),
    GRANT_GIVE(true),
    GRANT_END(true),
    SETUP(true),

    // channel
    SENT_READ(false),
    /** Stops all sending, and lets it go on again. */
    SENDING_STOP(true),

    // staff
    STAFF_READ(false),
    STAFF_EDIT(true),

    // volunteer
    /** Whether one is registered: answered to the telephone on record alone. */
    REGISTRATION_ASK(true),
    VOLUNTEER_READ(false),
    VOLUNTEER_EDIT(true),
    /** The second look at the registration of somebody under age. */
    VOLUNTEER_APPROVE(true),
    /** Whole registers of former years, and who in them is one person. */
    VOLUNTEER_IMPORT(true),

    // certificate
    CERTIFICATE_READ(false),
    /** Certifies what one's place recorded, or says why not. */
    CERTIFICATE_ISSUE(true),
    /** Proposes that a certificate no longer stands, or is the second to say so. */
    CERTIFICATE_REVOKE(true),

    // matter
    CALENDAR_READ(false),
    CALENDAR_EDIT(true);

    private final boolean changes;

    Action(boolean changes) {
        this.changes = changes;
    }

    /** Whether it changes rows; the row policies for writing ask this. */
    public boolean changes() {
        return changes;
    }
}

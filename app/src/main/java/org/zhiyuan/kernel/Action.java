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

    // team
    /** Teams as the office sees them: who belongs, who leads, how they are made up. */
    TEAM_READ(false),
    /** Founding, changing, ending a team; appointing its captain. */
    TEAM_EDIT(true),
    /** Looking after one's own team: captain and deputies, and the office of its place. */
    TEAM_LEAD_READ(false),
    TEAM_LEAD(true),
    /** Full names on a printed roster: personal data. */
    TEAM_ROSTER_PRINT(true),

    // project
    PROJECT_READ(false),
    /** Begins a project of one's own, or of one's place. */
    PROJECT_APPLY(true),
    /** Writes it, hands it in, reports on it: whoever leads it, and the place that holds it. */
    PROJECT_LEAD(true),
    /** Looks at what others handed in; as which organ, the next three say. */
    PROJECT_REVIEW(true),
    PROJECT_REVIEW_INSTITUTE(true),
    PROJECT_REVIEW_BRANCH(true),
    PROJECT_REVIEW_CENTER(true),

    // activity
    /** One's own word: signing up, leaving, answering an invitation, telling what happened. */
    ACTIVITY_SIGN_UP(true),
    /** What those see who lead an activity or answer for its place. */
    ACTIVITY_LEAD_READ(false),
    /** Leading it: beginning, ending, who was there, what came of it. */
    ACTIVITY_LEAD(true),
    ACTIVITY_READ(false),
    ACTIVITY_EDIT(true),
    /** The second look at what may happen. */
    ACTIVITY_APPROVE(true),
    /** Letting somebody come though no seat is free, or though he is elsewhere at that time. */
    ACTIVITY_OVERRIDE(true),

    // presence
    /** One's own coming and going, by the venue's code; what one's own phone kept. */
    CHECK_IN(true),
    /** Who was there, for those who lead an activity or answer for its place. */
    PRESENCE_READ(false),
    /** Saying who was there: the venue's code, the tick, the sheet. */
    PRESENCE_RECORD(true),

    // hours
    HOURS_READ(false),
    /** Enters what was not recorded in time. */
    HOURS_ENTER(true),
    /** Says, as a second person, what counts; also that a credit is taken back, and what a volunteer is answered. */
    HOURS_REVIEW(true),

    // certificate
    CERTIFICATE_READ(false),
    /** Certifies what one's place recorded, or says why not. */
    CERTIFICATE_ISSUE(true),
    /** Proposes that a certificate no longer stands, or is the second to say so. */
    CERTIFICATE_REVOKE(true),

    // reward
    /** Anybody's word against a star that is told of in public. */
    STAR_OBJECT(true),
    STAR_READ(false),
    /** The first look at a star; also that one should be taken back. */
    STAR_CHECK(true),
    /** The second word on a star, on what was objected, and on taking one back. */
    STAR_DECIDE(true),
    // complaint
    /** Says what is wrong, with an account or without one; what one filed, by its number and code. */
    COMPLAINT_FILE(true),
    COMPLAINT_READ(false),
    /** Answers with reasons, as a place that it is not about. */
    COMPLAINT_ANSWER(true),

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

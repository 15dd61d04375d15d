package org.zhiyuan.volunteer;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionOperations;
import org.zhiyuan.access.PhoneProofs;
import org.zhiyuan.audit.Audit;
import org.zhiyuan.audit.Deed;
import org.zhiyuan.channel.Channels;
import org.zhiyuan.channel.Template;
import org.zhiyuan.kernel.Acting;
import org.zhiyuan.kernel.Actor;
import org.zhiyuan.kernel.Decision;
import org.zhiyuan.kernel.IdentityNumber;
import org.zhiyuan.kernel.Ids;
import org.zhiyuan.kernel.MobileNumber;
import org.zhiyuan.kernel.Refusal;
import org.zhiyuan.kernel.Scope;
import org.zhiyuan.kernel.Text;
import org.zhiyuan.person.People;
import org.zhiyuan.person.PersonId;
import org.zhiyuan.person.PersonKeys;

/**
 * What must be asked of the whole city by somebody who may see nobody in it: whether a number is registered, whether a
 * guardian agrees, and for whom. Answers go to a telephone, are the same for yes and no, or are of whom the asker agreed
 * for; called outside of any transaction.
 */
@Component
public class Inquiries {
    private static final Logger LOG = LoggerFactory.getLogger(Inquiries.class);
    private static final String NUMBER_TRIED = "volunteer-number";
    private static final String ASKED = "volunteer-asked";
    private static final String TABLE = "volunteer.inquiry";
    private static final String COLUMN = "words";
    private static final char SEPARATOR = ' ';
    private static final int BATCH = 100;
    private static final Duration KEPT = Duration.ofHours(1);
    private static final Template GUARDIAN_CODE = new Template(
            "guardian-code",
            Text.of("{1}要登记为志愿者，请监护人同意。同意就把验证码 {0} 告诉孩子，10 分钟内有效；不同意请不要理会。").key(),
            Set.of(0));
    private static final Template REGISTERED = new Template(
            "volunteer-registered",
            Text.of("有人问您是不是登记过志愿者：您登记过，编号 {0}，现在{1}。不是您登记的，请用这个手机号登录，在“我是志愿者”里点“不是我登记的”，或到实践站当面说。")
                    .key(),
            Set.of());

    private final InquiryStore store;
    private final PersonKeys keys;
    private final Volunteers volunteers;
    private final Registrations registrations;
    private final People people;
    private final PhoneProofs proofs;
    private final Channels channels;
    private final Audit audit;
    private final TransactionOperations transactions;
    private final InstantSource clock;

    Inquiries(
            InquiryStore store,
            PersonKeys keys,
            Volunteers volunteers,
            Registrations registrations,
            People people,
            PhoneProofs proofs,
            Channels channels,
            Audit audit,
            TransactionOperations transactions,
            InstantSource clock) {
        this.store = store;
        this.keys = keys;
        this.volunteers = volunteers;
        this.registrations = registrations;
        this.people = people;
        this.proofs = proofs;
        this.channels = channels;
        this.audit = audit;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Does what registers the actor, on all rows: whether a number is somebody else's is to be seen in the whole city
     * alone. What is in the way is told in the same words whatever it is, and not before everything was filled in; tried
     * so often that nobody can look through numbers, and each time that it fails is written down.
     *
     * @param registering one whole transaction, in which nothing stays where it throws
     */
    public <T> T register(Actor actor, String origin, Supplier<T> registering) {
        UUID person = Objects.requireNonNull(actor.person());
        proofs.spend(NUMBER_TRIED, person.toString(), origin).orRefuse();
        try {
            return Acting.as(actor, Scope.EVERYTHING, registering);
        } catch (Conflict conflict) {
            Acting.as(actor, Scope.EVERYTHING, () -> {
                audit.recordAlone(
                        Deed.of("volunteer.registration_failed", Text.of("自己登记志愿者没有办成：{0}", conflict.reason()))
                                .on("person", person, null)
                                .failed());
                return person;
            });
            throw new Refusal(Text.of("在网上没有办成，您填的都还在"), Registrations.WITH_THE_CARD);
        }
    }

    /** Sends the guardian a code, with a sentence that says to what. */
    public void askGuardian(Actor actor, MobileNumber guardian, String child) {
        proofs.send(purpose(actor), guardian, GUARDIAN_CODE, List.of(child));
    }

    private static String purpose(Actor actor) {
        return "guardian-" + Objects.requireNonNull(actor.person());
    }

    /** The code that the guardian got; registers the actor where it is right. */
    public Decision guardianAgrees(
            Actor actor, Registrations.Entry entry, Registrations.GuardianEntry guardian, String code, String origin) {
        Decision proved = proofs.prove(purpose(actor), guardian.phone(), code, origin);
        if (proved instanceof Decision.Allowed) {
            register(
                    actor,
                    origin,
                    () -> Objects.requireNonNull(transactions.execute(
                            status -> registrations.registerWithGuardian(actor, entry, guardian))));
        }
        return proved;
    }

    /**
     * Takes up the question whether somebody is registered. Whatever the answer, the same is done here and takes as long:
     * nobody who asks learns anything from the page, nor from what is left of the messages that one address may cause.
     */
    public Decision registered(IdentityNumber number, MobileNumber phone, String origin) {
        Decision spent = proofs.spend(ASKED, number.value(), origin);
        if (spent instanceof Decision.Allowed) {
            UUID id = Ids.next(clock);
            byte[] words = keys.sealSecret(TABLE, id, COLUMN, number.value() + SEPARATOR + phone.value());
            asSystem(() -> {
                store.add(id, words, clock.instant());
                return id;
            });
        }
        return spent;
    }

    /**
     * Answers what was asked, each by a message to the telephone on record, and only where it is the one that was given.
     * What was asked is let go of with the answer, and after an hour in any case.
     */
    public void answerAll() {
        for (InquiryStore.Asked asked : asSystem(() -> store.next(BATCH))) {
            try {
                asSystem(() -> {
                    if (store.forget(asked.id())) {
                        answer(keys.openSecret(TABLE, asked.id(), COLUMN, asked.words()));
                    }
                    return asked;
                });
            } catch (Refusal refusal) {
                // the limits of sending: whoever has them used up hears nothing
                LOG.info("no answer to an inquiry: {}", refusal.reason().key());
                asSystem(() -> store.forget(asked.id()));
            } catch (RuntimeException e) {
                LOG.warn("an inquiry stays without an answer for now", e);
            }
        }
        asSystem(() -> store.forgetBefore(clock.instant().minus(KEPT)));
    }

    private void answer(String words) {
        int end = words.indexOf(SEPARATOR);
        IdentityNumber number = IdentityNumber.stored(words.substring(0, end));
        MobileNumber phone = MobileNumber.of(words.substring(end + 1));
        Optional<PersonId> person = people.ownerOf(number).map(people::resolve);
        List<PersonId> reached = people.reachedBy(phone);
        person.filter(reached::contains)
                .flatMap(volunteers::of)
                .filter(volunteer -> volunteer.state() != VolunteerState.WITHDRAWN)
                .ifPresent(volunteer -> channels.send(
                        Acting.actor(),
                        people.recipient(volunteer.person()),
                        REGISTERED,
                        List.of(
                                volunteer.number().value(),
                                volunteer.state().label().key()),
                        volunteer.site().value()));
    }

    /**
     * A child that a guardian agreed for.
     *
     * @param name masked
     */
    public record Ward(Volunteer volunteer, String name, Instant agreedAt) {}

    /** The children that the actor agreed for; a guardian has no right at the place where they are registered. */
    public List<Ward> wards(Actor actor) {
        PersonId guardian = new PersonId(Objects.requireNonNull(actor.person()));
        return asSystem(() -> {
            List<Map.Entry<Guardianship, Volunteer>> guarded =
                    volunteers.guardedBy(people.resolve(guardian), Volunteers.GUARDED_MAX);
            Map<PersonId, String> names = people.names(
                    guarded.stream().map(one -> one.getValue().person()).toList());
            return guarded.stream()
                    .map(one -> new Ward(
                            one.getValue(),
                            names.getOrDefault(one.getValue().person(), ""),
                            one.getKey().at()))
                    .toList();
        });
    }

    /** The actor takes back that this child serves. */
    public void takeBack(Actor actor, VolunteerId child) {
        PersonId guardian = new PersonId(Objects.requireNonNull(actor.person()));
        asSystem(() -> {
            volunteers.unguard(actor, people.resolve(guardian), child);
            return child;
        });
    }

    private <T> T asSystem(Supplier<T> work) {
        return Acting.as(
                Acting.actor(),
                Scope.EVERYTHING,
                () -> Objects.requireNonNull(transactions.execute(status -> work.get())));
    }
}

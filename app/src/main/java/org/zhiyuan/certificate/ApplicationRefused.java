package org.zhiyuan.certificate;

import java.time.Instant;
import org.zhiyuan.person.PersonId;

/** A place said no to somebody who asked for a certificate; the reason stands with the application. */
public record ApplicationRefused(ApplicationId application, PersonId person, Instant at) {}

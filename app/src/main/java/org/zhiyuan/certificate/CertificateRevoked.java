package org.zhiyuan.certificate;

import java.time.Instant;
import org.zhiyuan.person.PersonId;

/** A second person agreed that it does not stand any more. */
public record CertificateRevoked(CertificateId certificate, PersonId person, String number, Instant at) {}

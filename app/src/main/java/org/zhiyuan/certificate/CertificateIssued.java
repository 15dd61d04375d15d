package org.zhiyuan.certificate;

import java.time.Instant;
import org.zhiyuan.person.PersonId;

public record CertificateIssued(CertificateId certificate, PersonId person, String number, Instant at) {}

package org.zhiyuan.network;

import java.time.Instant;
import java.time.LocalDate;

/**
 * That a check was met on a day.
 *
 * @param shown by what it was seen: a list, a certificate, a visit
 */
public record Evidence(String check, LocalDate day, String shown, String recorder, Instant recordedAt) {}

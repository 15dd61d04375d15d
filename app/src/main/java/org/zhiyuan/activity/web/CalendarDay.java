package org.zhiyuan.activity.web;

import java.time.LocalDate;
import java.util.List;
import org.zhiyuan.activity.Activity;

/** One day of the calendar's page. */
public record CalendarDay(LocalDate day, boolean inMonth, List<Activity> activities) {}

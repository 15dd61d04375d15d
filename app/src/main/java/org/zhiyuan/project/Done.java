package org.zhiyuan.project;

import org.zhiyuan.kernel.ServiceTime;

/**
 * What was done for a project, added up from its outcomes.
 *
 * @param activities how many outcomes there are
 * @param days on how many different days
 * @param turns volunteers, counted once for each activity (人次): who came twice counts twice
 * @param reached people served, counted once for each activity
 * @param silent outcomes without a sentence on the result
 */
public record Done(int activities, int days, int turns, ServiceTime time, int reached, int silent) {}

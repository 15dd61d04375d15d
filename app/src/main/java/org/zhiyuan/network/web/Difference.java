package org.zhiyuan.network.web;

import org.zhiyuan.kernel.Text;

/**
 * One line of what somebody else saved meanwhile, beside what is entered.
 *
 * @param stands as it is now; "" where nothing is
 * @param entered as this form would save it
 */
public record Difference(Text what, String stands, String entered) {}

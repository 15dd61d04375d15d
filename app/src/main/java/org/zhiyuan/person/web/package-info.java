/** Pages of people: for the office, masked; for the person, one's own. And what was sent to telephones. */
@NullMarked
package org.zhiyuan.person.web;

import org.jspecify.annotations.NullMarked;
